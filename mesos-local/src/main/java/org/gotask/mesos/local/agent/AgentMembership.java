package org.gotask.mesos.local.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.actor.Inbox;
import org.gotask.mesos.local.wire.Capabilities;
import org.gotask.mesos.local.wire.DurationFormat;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.local.wire.Versions;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.UUID;
import org.gotask.mesos.proto.internal.MasterSlaveConnection;
import org.gotask.mesos.proto.internal.PingSlaveMessage;
import org.gotask.mesos.proto.internal.PongSlaveMessage;
import org.gotask.mesos.proto.internal.RegisterSlaveMessage;
import org.gotask.mesos.proto.internal.ReregisterSlaveMessage;
import org.gotask.mesos.proto.internal.SlaveRegisteredMessage;
import org.gotask.mesos.proto.internal.SlaveReregisteredMessage;
import org.gotask.mesos.runtime.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registration of an agent with the leading master: detects the master, registers, and registers again with all
 * tasks when another master leads, when the master has lost the agent, and when its pings fail to arrive. Executors
 * continue in the meantime. Confined to the agent's thread, except for the detector's calls.
 */
final class AgentMembership {

    private static final Logger log = LoggerFactory.getLogger(AgentMembership.class);
    private static final RateLimitedLogger foreign = new RateLimitedLogger(AgentMembership.class.getName());
    private static final Duration MAX_RETRY = Duration.ofMinutes(1);

    private final AgentContext agent;
    private final AgentTasks tasks;
    private final Messenger messenger;
    private final MasterDetector detector;
    private final AgentAuthentication authentication;
    private final CountDownLatch firstRegistration = new CountDownLatch(1);
    private Messenger.@Nullable Link link;
    private @Nullable Timer retryTimer;
    private @Nullable Timer pingTimer;
    private Duration pingTimeout;
    private volatile Optional<String> rejection = Optional.empty();

    AgentMembership(
            AgentContext agent,
            AgentTasks tasks,
            Messenger messenger,
            MasterDetector detector,
            AgentAuthentication authentication) {
        this.agent = agent;
        this.tasks = tasks;
        this.messenger = messenger;
        this.detector = detector;
        this.authentication = authentication;
        this.pingTimeout = agent.timings.pingTimeout();
    }

    /** Starts the detection of the master. */
    void start() {
        detector.start(new MasterDetector.Listener() {
            @Override
            public void leaderChanged(Optional<MasterInfo> leader) {
                agent.thread.execute(() -> detected(leader));
            }

            @Override
            public void failed(String message) {
                log.error("agent {}: the detection of masters has failed: {}", agent.self, message);
            }
        });
    }

    /** Adds the handlers of the master's registration messages to the inbox. */
    void listen(Inbox inbox) {
        inbox.on(SlaveRegisteredMessage.getDefaultInstance(), this::registered)
                .on(SlaveReregisteredMessage.getDefaultInstance(), this::reregistered)
                .on(PingSlaveMessage.getDefaultInstance(), this::pinged);
    }

    /** Waits for the first registration; false if that takes longer, or the credential is refused. Thread-safe. */
    boolean awaitRegistered(long seconds) throws InterruptedException {
        return firstRegistration.await(seconds, TimeUnit.SECONDS) && rejection.isEmpty();
    }

    /** The reason why the first master refused the agent; empty if it did not. Thread-safe. */
    Optional<String> rejection() {
        return rejection;
    }

    /** Stops the detection and waits for its end; must not be called on the agent's thread. */
    void close() {
        detector.close();
    }

    /** Closes the link to the master. */
    private void unlink() {
        Messenger.Link former = link;
        link = null;
        if (former != null) {
            former.close();
        }
    }

    private void detected(Optional<MasterInfo> leader) {
        Optional<Upid> found = leader.flatMap(info -> Upid.find(info.getPid()));
        if (agent.isRegistered()) {
            log.info(
                    "agent {}: leading master changed from {} to {}",
                    agent.self,
                    agent.master,
                    found.map(Upid::toString).orElse("none"));
        }
        unlink();
        agent.leave();
        stopTimers();
        found.ifPresent(master -> {
            agent.follow(master);
            link = messenger.link(master, () -> agent.thread.execute(() -> masterGone(master)));
            authenticate(master);
        });
    }

    /** Authentication precedes each registration, because a master that loses an agent ends its authentication. */
    private void authenticate(Upid master) {
        authentication.begin(master, () -> register(agent.timings.registrationRetry()), this::rejected);
    }

    /** A refusal of the first master is final; a later master may have wrong credentials temporarily. */
    private void rejected(String reason) {
        if (firstRegistration.getCount() > 0) {
            rejection = Optional.of(reason);
            firstRegistration.countDown();
        } else {
            log.error("agent {}: {}", agent.self, reason);
            retryTimer = agent.thread.after(MAX_RETRY, this::authenticateAgain);
        }
    }

    private void authenticateAgain() {
        Upid master = agent.master;
        if (master != null) {
            authenticate(master);
        }
    }

    /** Notifies the detector after a delay, because its immediate answer may be the same master. */
    private void masterGone(Upid master) {
        if (agent.isMaster(master)) {
            log.info("agent {}: connection to master {} is broken", agent.self, master);
            agent.thread.after(agent.timings.registrationRetry(), () -> {
                if (agent.isMaster(master)) {
                    detector.connectionLost();
                }
            });
        }
    }

    private void register(Duration retry) {
        if (agent.isRegistered()) {
            return;
        }
        if (agent.info.hasId()) {
            ReregisterSlaveMessage.Builder message = ReregisterSlaveMessage.newBuilder()
                    .setSlave(agent.info)
                    .setVersion(Versions.MESOS)
                    .addAllAgentCapabilities(Capabilities.OF_AGENT)
                    .setResourceVersionUuid(UUID.newBuilder().setValue(Ids.newUuid()));
            tasks.describe(message);
            agent.tellMaster(message.build());
        } else {
            agent.tellMaster(RegisterSlaveMessage.newBuilder()
                    .setSlave(agent.info)
                    .setVersion(Versions.MESOS)
                    .addAllAgentCapabilities(Capabilities.OF_AGENT)
                    .setResourceVersionUuid(UUID.newBuilder().setValue(Ids.newUuid()))
                    .build());
        }
        Duration doubled = retry.multipliedBy(2);
        retryTimer = agent.thread.after(retry, () -> register(doubled.compareTo(MAX_RETRY) < 0 ? doubled : MAX_RETRY));
    }

    private void registered(Upid from, SlaveRegisteredMessage message) {
        if (!agent.isMaster(from)) {
            notTheMaster(from);
        } else if (!Ids.isWellFormed(message.getSlaveId().getValue())) {
            foreign.warn("id", "agent " + agent.self + ": registration ignored: its id cannot be the name of a file");
        } else if (agent.info.hasId() && !agent.id().equals(message.getSlaveId())) {
            foreign.warn(
                    "other id",
                    "agent " + agent.self + ": registration ignored: it is for the id "
                            + message.getSlaveId().getValue() + ", the agent has "
                            + agent.id().getValue());
        } else {
            agent.info = agent.info.toBuilder().setId(message.getSlaveId()).build();
            admitted(message.getConnection());
        }
    }

    private void reregistered(Upid from, SlaveReregisteredMessage message) {
        if (!agent.isMaster(from) || !agent.info.hasId() || !agent.id().equals(message.getSlaveId())) {
            notTheMaster(from);
            return;
        }
        foreign.info(
                "again",
                "agent " + agent.self + ": registered again as " + agent.id().getValue() + " with " + from);
        admitted(message.getConnection());
        message.getReconciliationsList().forEach(tasks::reconcile);
    }

    private void notTheMaster(Upid from) {
        foreign.warn(
                "not the master",
                "agent " + agent.self + ": registration ignored: from=" + from + ", expected " + agent.master);
    }

    private void admitted(MasterSlaveConnection connection) {
        if (connection.getTotalPingTimeoutSeconds() > 0) {
            pingTimeout = Duration.ofNanos((long) (connection.getTotalPingTimeoutSeconds() * 1e9));
        }
        stopTimers();
        agent.admitted();
        watchPings();
        tasks.resendUpdates();
        firstRegistration.countDown();
    }

    private void pinged(Upid from, PingSlaveMessage ping) {
        agent.tell(from, PongSlaveMessage.getDefaultInstance());
        if (!agent.isRegistered()) {
            return;
        }
        if (ping.getConnected()) {
            watchPings();
        } else {
            foreign.warn("lost", "agent " + agent.self + ": no longer registered with the master, reregistering");
            registerAgain();
        }
    }

    private void watchPings() {
        if (pingTimer != null) {
            pingTimer.cancel();
        }
        pingTimer = agent.thread.after(pingTimeout, () -> {
            log.warn(
                    "agent {}: no ping of master {} in {}",
                    agent.self,
                    agent.master,
                    DurationFormat.format(pingTimeout));
            registerAgain();
            detector.connectionLost();
        });
    }

    private void registerAgain() {
        agent.dropped();
        stopTimers();
        authenticateAgain();
    }

    private void stopTimers() {
        authentication.stop();
        if (retryTimer != null) {
            retryTimer.cancel();
        }
        if (pingTimer != null) {
            pingTimer.cancel();
        }
    }
}
