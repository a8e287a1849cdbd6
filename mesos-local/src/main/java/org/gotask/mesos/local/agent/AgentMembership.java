package org.gotask.mesos.local.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.actor.EventLoop;
import org.gotask.mesos.local.actor.Inbox;
import org.gotask.mesos.local.common.DurationText;
import org.gotask.mesos.local.common.Ids;
import org.gotask.mesos.local.common.Timings;
import org.gotask.mesos.local.common.Versions;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent's place under the master that leads: finds it, registers, and does so again with all its tasks when another
 * one leads, when the master does not know the agent any more, and when its pings stay away. What runs on the agent
 * goes on all the while. All but the detector's calls is confined to the agent's thread.
 */
final class AgentMembership {

    private static final Logger log = LoggerFactory.getLogger(AgentMembership.class);
    private static final RateLimitedLogger foreign = new RateLimitedLogger(AgentMembership.class.getName());
    private static final Duration MAX_RETRY = Duration.ofMinutes(1);

    private final AgentContext agent;
    private final AgentTasks tasks;
    private final Messenger messenger;
    private final MasterDetector detector;
    private final AgentLogin login;
    private final CountDownLatch firstRegistration = new CountDownLatch(1);
    private Messenger.@Nullable Link link;
    private EventLoop.@Nullable Timer retryTimer;
    private EventLoop.@Nullable Timer pingTimer;
    private Duration pingTimeout;
    private volatile Optional<String> refusal = Optional.empty();

    AgentMembership(
            AgentContext agent, AgentTasks tasks, Messenger messenger, MasterDetector detector, AgentLogin login) {
        this.agent = agent;
        this.tasks = tasks;
        this.messenger = messenger;
        this.detector = detector;
        this.login = login;
        this.pingTimeout = agent.timings.pingInterval().multipliedBy(Timings.MAX_MISSED_PINGS);
    }

    /** Begins to look for the master. */
    void start() {
        detector.start(new MasterDetector.Listener() {
            @Override
            public void leaderChanged(Optional<MasterInfo> leader) {
                agent.loop.execute(() -> detected(leader));
            }

            @Override
            public void failed(String message) {
                log.error("agent {}: no master can be found any more: {}", agent.self, message);
            }
        });
    }

    /** Adds the messages of masters to the agent's inbox. */
    void listen(Inbox inbox) {
        inbox.on(SlaveRegisteredMessage.getDefaultInstance(), this::registered)
                .on(SlaveReregisteredMessage.getDefaultInstance(), this::reregistered)
                .on(PingSlaveMessage.getDefaultInstance(), this::pinged);
    }

    /** Waits until it is registered for the first time; false if that takes longer, or it is refused. Thread-safe. */
    boolean awaitRegistered(long seconds) throws InterruptedException {
        return firstRegistration.await(seconds, TimeUnit.SECONDS) && refusal.isEmpty();
    }

    /** Why the first master does not admit the agent. Thread-safe. */
    Optional<String> refusal() {
        return refusal;
    }

    /** Stops looking. Waits for that; not to be called on the agent's thread. */
    void close() {
        detector.close();
    }

    /** Forgets its connection to the master, which is not told. */
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
                    "agent {}: master {} is left for {}",
                    agent.self,
                    agent.master,
                    found.map(Upid::toString).orElse("none"));
        }
        unlink();
        agent.leave();
        stopTimers();
        found.ifPresent(master -> {
            agent.follow(master);
            link = messenger.link(master, () -> agent.loop.execute(() -> masterGone(master)));
            logIn(master);
        });
    }

    /** A master forgets who has authenticated when it loses an agent, so each registration begins with it. */
    private void logIn(Upid master) {
        login.begin(master, () -> register(agent.timings.registrationRetry()), this::refused);
    }

    /** A later master may have other credentials, for a while. */
    private void refused(String reason) {
        if (firstRegistration.getCount() > 0) {
            refusal = Optional.of(reason);
            firstRegistration.countDown();
        } else {
            log.error("agent {}: {}", agent.self, reason);
            retryTimer = agent.loop.after(MAX_RETRY, this::logInAgain);
        }
    }

    private void logInAgain() {
        Upid master = agent.master;
        if (master != null) {
            logIn(master);
        }
    }

    /** The detector may know better whether it is gone. It is not asked at once, for its answer may be the same. */
    private void masterGone(Upid master) {
        if (agent.isMaster(master)) {
            log.info("agent {}: connection to master {} is broken", agent.self, master);
            agent.loop.after(agent.timings.registrationRetry(), () -> {
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
                    .addAllAgentCapabilities(Versions.AGENT_CAPABILITIES)
                    .setResourceVersionUuid(UUID.newBuilder().setValue(Ids.newUuid()));
            tasks.describe(message);
            agent.tellMaster(message.build());
        } else {
            agent.tellMaster(RegisterSlaveMessage.newBuilder()
                    .setSlave(agent.info)
                    .setVersion(Versions.MESOS)
                    .addAllAgentCapabilities(Versions.AGENT_CAPABILITIES)
                    .setResourceVersionUuid(UUID.newBuilder().setValue(Ids.newUuid()))
                    .build());
        }
        Duration doubled = retry.multipliedBy(2);
        retryTimer = agent.loop.after(retry, () -> register(doubled.compareTo(MAX_RETRY) < 0 ? doubled : MAX_RETRY));
    }

    private void registered(Upid from, SlaveRegisteredMessage message) {
        if (!agent.isMaster(from)) {
            notTheMaster(from);
        } else if (!Ids.isWellFormed(message.getSlaveId().getValue())) {
            foreign.warn("id", "agent " + agent.self + ": registration ignored: the id in it cannot be a file's name");
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
            foreign.warn("lost", "agent " + agent.self + ": the master takes it for lost, it registers again");
            registerAgain();
        }
    }

    private void watchPings() {
        if (pingTimer != null) {
            pingTimer.cancel();
        }
        pingTimer = agent.loop.after(pingTimeout, () -> {
            log.warn("agent {}: no ping of master {} in {}", agent.self, agent.master, DurationText.print(pingTimeout));
            registerAgain();
            detector.connectionLost();
        });
    }

    private void registerAgain() {
        agent.dropped();
        stopTimers();
        logInAgain();
    }

    private void stopTimers() {
        login.stop();
        if (retryTimer != null) {
            retryTimer.cancel();
        }
        if (pingTimer != null) {
            pingTimer.cancel();
        }
    }
}
