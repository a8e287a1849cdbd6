package org.gotask.mesos.local.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.local.actor.ActorThread;
import org.gotask.mesos.local.actor.AsyncSender;
import org.gotask.mesos.local.actor.Inbox;
import org.gotask.mesos.local.faults.FaultFilter;
import org.gotask.mesos.local.fetch.Fetcher;
import org.gotask.mesos.local.sandbox.ChildProcess;
import org.gotask.mesos.local.sandbox.ProcessTree;
import org.gotask.mesos.local.sandbox.Sandbox;
import org.gotask.mesos.local.sandbox.WorkDirectory;
import org.gotask.mesos.local.wire.Hostname;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.RunTaskMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;
import org.gotask.mesos.proto.internal.ShutdownFrameworkMessage;
import org.gotask.mesos.proto.internal.ShutdownMessage;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.proto.internal.UnregisterSlaveMessage;
import org.gotask.mesos.proto.internal.UpdateFrameworkMessage;
import org.gotask.mesos.text.ForeignText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Mesos agent: registers with the master, runs executors as processes of this machine, and forwards messages and
 * status updates between them and their schedulers. Started once; {@link #close} ends it in an orderly way, {@link
 * #kill} as a power failure of its machine would. Thread-safe.
 */
public final class LocalAgent implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalAgent.class);
    private static final RateLimitedLogger foreign = new RateLimitedLogger(LocalAgent.class.getName());
    private static final Duration KILL_SLACK = Duration.ofSeconds(1);
    private static final Duration MAX_PATIENCE = Duration.ofSeconds(60);

    private final HttpMessenger messenger;
    private final ActorThread thread;
    private final AsyncSender sender;
    private final AgentContext context;
    private final ExecutorLauncher launcher;
    private final AgentFrameworks frameworks;
    private final AgentTasks tasks;
    private final FaultFilter faults;
    private final AgentMembership membership;
    private final AtomicBoolean ending = new AtomicBoolean();

    private LocalAgent(
            HttpMessenger messenger, AgentConfig config, MasterDetector detector, WorkDirectory workDirectory) {
        AgentTimings timings = config.timings();
        Upid self = messenger.upid(config.name().id());
        this.messenger = messenger;
        this.thread = new ActorThread("mesos-local-agent-" + config.number());
        this.sender = new AsyncSender(messenger);
        this.context = new AgentContext(thread, sender, self, timings, workDirectory, info(self, config.resources()));
        var streams = new UpdateStreams(
                thread,
                timings.updateRetry(),
                timings.updateRetryMax(),
                update -> context.tellMaster(StatusUpdateMessage.newBuilder()
                        .setUpdate(update)
                        .setPid(self.wire())
                        .build()));
        this.faults = new FaultFilter(config.faults(), config.number(), thread);
        var routes = new ExecutorRoutes(context, faults);
        this.launcher = new ExecutorLauncher(context, new Fetcher());
        this.frameworks = new AgentFrameworks(context, routes);
        var supervisor = new ExecutorSupervisor(context, launcher, streams, routes, frameworks::removeIfDone);
        this.tasks = new AgentTasks(context, frameworks, streams, routes, supervisor);
        this.membership = new AgentMembership(
                context, tasks, messenger, detector, new AgentAuthentication(context, messenger, config.credential()));
        Inbox inbox = inbox(new ExecutorReports(context, frameworks, streams, supervisor), routes);
        membership.listen(inbox);
        messenger.spawn(self.id(), inbox);
        new AgentHttp(thread, context, frameworks, streams, faults).serve(messenger, config.name());
        membership.start();
    }

    /**
     * Opens a port and begins to register.
     *
     * @param detector detects the master; closed with the agent
     * @throws IOException if no port can be opened
     */
    public static LocalAgent start(AgentConfig config, MasterDetector detector, WorkDirectory workDirectory)
            throws IOException {
        var messenger = new HttpMessenger(new MessengerConfig(config.host(), 0)
                .toBuilder().peersMayEnd(true).build());
        messenger.start();
        return new LocalAgent(messenger, config, detector, workDirectory);
    }

    /** The libprocess address. */
    public Upid upid() {
        return context.self;
    }

    /** The id; empty before the first registration. */
    public String id() {
        return context.id().getValue();
    }

    /** The reason why the master has refused the agent; empty if it has not. */
    public Optional<String> rejection() {
        return membership.rejection();
    }

    /** Waits for the first registration; false if that takes longer, or the master refuses the agent. */
    public boolean awaitRegistered(long seconds) throws InterruptedException {
        return membership.awaitRegistered(seconds);
    }

    /** Whether it has executors that have not ended, including those being fetched; false if it is closed. */
    public boolean isBusy() throws InterruptedException {
        return thread.ask(frameworks::hasExecutors).orElse(false);
    }

    /** The processes of executors that may be alive. */
    List<ChildProcess> processes() throws InterruptedException {
        return thread.ask(frameworks::processes).orElse(List.of());
    }

    /** Kills the executors that are alive; this agent then reports their end as usual. */
    public void killExecutors() throws InterruptedException {
        processes().forEach(ChildProcess::kill);
    }

    /** Accepts no more connections, for a process that is about to end; peers that are connected stay. */
    public void stopAccepting() {
        messenger.stopAccepting();
    }

    /**
     * Shuts all executors down, kills those that exceed their own grace period or a minute, then closes the port. A
     * second call does nothing.
     */
    @Override
    public void close() {
        end(true);
    }

    /** Ends immediately, as by a power failure: the executors are killed and no message is sent. */
    public void kill() {
        end(false);
    }

    /** The time to wait for executors with this grace period: the agent kills them shortly after it. */
    static Duration patience(Duration grace) {
        return grace.compareTo(MAX_PATIENCE.minus(KILL_SLACK)) < 0 ? grace.plus(KILL_SLACK) : MAX_PATIENCE;
    }

    private void end(boolean orderly) {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        try {
            if (orderly) {
                var empty = new CountDownLatch(1);
                Duration grace = thread.ask(() -> {
                            Duration longest = frameworks.longestGrace();
                            tasks.shutdownAll(empty::countDown);
                            return longest;
                        })
                        .orElse(Duration.ZERO);
                if (!empty.await(patience(grace).toNanos(), TimeUnit.NANOSECONDS)) {
                    log.warn("agent {}: executors did not end in time and are killed", context.self);
                }
                thread.ask(this::signOff);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<ChildProcess> left = processesEvenIfInterrupted();
        membership.close();
        thread.close(); // no message about later events is sent
        launcher.close();
        left.forEach(ChildProcess::kill);
        if (!id().isEmpty()) {
            ProcessTree.killAllIn(Sandbox.ofAgent(context.workDirectory.path(), id()));
        }
        sender.close();
        messenger.close();
        if (!faults.isOff()) {
            log.info("agent {} ended: {}", context.self, faults);
        }
    }

    private boolean signOff() {
        if (context.isRegistered()) {
            context.tellMaster(
                    UnregisterSlaveMessage.newBuilder().setSlaveId(context.id()).build());
        }
        return true;
    }

    /** An interrupt must not prevent the kill of the remaining processes. */
    private List<ChildProcess> processesEvenIfInterrupted() {
        boolean interrupted = Thread.interrupted();
        try {
            return processes();
        } catch (InterruptedException e) {
            interrupted = true;
            return List.of();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Inbox inbox(ExecutorReports reports, ExecutorRoutes routes) {
        return new Inbox("agent " + context.self, thread)
                .on(ShutdownMessage.getDefaultInstance(), (from, message) -> ifMaster(from, () -> dismissed(message)))
                .on(RunTaskMessage.getDefaultInstance(), (from, message) -> ifMaster(from, () -> tasks.run(message)))
                .on(KillTaskMessage.getDefaultInstance(), (from, message) -> ifMaster(from, () -> tasks.kill(message)))
                .on(
                        StatusUpdateAcknowledgementMessage.getDefaultInstance(),
                        (from, message) -> ifMaster(from, () -> tasks.acknowledged(message)))
                .on(
                        ShutdownExecutorMessage.getDefaultInstance(),
                        (from, message) -> ifMaster(from, () -> tasks.shutdownExecutor(message)))
                .on(
                        ShutdownFrameworkMessage.getDefaultInstance(),
                        (from, message) -> ifMaster(from, () -> tasks.shutdownFramework(message)))
                .on(
                        UpdateFrameworkMessage.getDefaultInstance(),
                        (from, message) -> ifMaster(from, () -> tasks.frameworkChanged(message)))
                .on(RegisterExecutorMessage.getDefaultInstance(), reports::registered)
                .on(StatusUpdateMessage.getDefaultInstance(), reports::updated)
                .onConnection(FrameworkToExecutorMessage.getDefaultInstance(), routes::toExecutor)
                .onConnection(ExecutorToFrameworkMessage.getDefaultInstance(), routes::toFramework);
    }

    private void ifMaster(Upid from, Runnable action) {
        if (context.isMaster(from) && context.info.hasId()) {
            action.run();
        } else {
            foreign.warn(
                    "not the master",
                    "agent " + context.self + ": message ignored: from=" + from + ", expected the master "
                            + context.master);
        }
    }

    private void dismissed(ShutdownMessage message) {
        log.warn("agent {}: shut down by the master: {}", context.self, ForeignText.line(message.getMessage()));
        Thread.ofVirtual().name("mesos-local-dismissed").start(this::close);
    }

    private static SlaveInfo info(Upid self, ResourceSet resources) {
        return SlaveInfo.newBuilder()
                .setHostname(Hostname.of(self.host()))
                .setPort(self.port())
                .addAllResources(resources.toWire().stream()
                        .map(resource -> resource.toBuilder().setRole("*").build())
                        .toList())
                .setCheckpoint(false)
                .build();
    }
}
