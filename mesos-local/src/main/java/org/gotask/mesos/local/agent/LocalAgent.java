package org.gotask.mesos.local.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.local.actor.Courier;
import org.gotask.mesos.local.actor.EventLoop;
import org.gotask.mesos.local.actor.Inbox;
import org.gotask.mesos.local.common.ResourceSet;
import org.gotask.mesos.local.common.Timings;
import org.gotask.mesos.local.common.Versions;
import org.gotask.mesos.local.faults.FaultFilter;
import org.gotask.mesos.local.fetch.Fetcher;
import org.gotask.mesos.local.sandbox.ChildProcess;
import org.gotask.mesos.local.sandbox.ProcessTree;
import org.gotask.mesos.local.sandbox.Sandbox;
import org.gotask.mesos.local.sandbox.WorkDirectory;
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
 * A Mesos agent: registers with the master, runs executors as processes of this machine, and carries messages and
 * status updates between them and their schedulers. Started once; ended with {@link #close} in good order or with
 * {@link #kill} as if its machine had died. Thread-safe.
 */
public final class LocalAgent implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalAgent.class);
    private static final RateLimitedLogger foreign = new RateLimitedLogger(LocalAgent.class.getName());
    private static final Duration KILL_SLACK = Duration.ofSeconds(1);
    private static final Duration MAX_PATIENCE = Duration.ofSeconds(60);

    private final Messenger messenger;
    private final EventLoop loop;
    private final Courier courier;
    private final AgentContext context;
    private final ExecutorLauncher launcher;
    private final AgentTasks tasks;
    private final FaultFilter faults;
    private final AgentMembership membership;
    private final AtomicBoolean ending = new AtomicBoolean();

    private LocalAgent(Messenger messenger, AgentConfig config, MasterDetector detector, WorkDirectory workDirectory) {
        Timings timings = config.timings();
        Upid self = messenger.upid(config.name().id());
        this.messenger = messenger;
        this.loop = new EventLoop("mesos-local-agent-" + config.number());
        this.courier = new Courier(messenger);
        this.context = new AgentContext(loop, courier, self, timings, workDirectory, info(self, config.resources()));
        var streams = new UpdateStreams(
                loop,
                timings.updateRetry(),
                timings.updateRetryMax(),
                update -> context.tellMaster(StatusUpdateMessage.newBuilder()
                        .setUpdate(update)
                        .setPid(self.wire())
                        .build()));
        this.faults = new FaultFilter(config.faults(), config.number(), loop);
        var routes = new ExecutorRoutes(context, faults);
        this.launcher = new ExecutorLauncher(context, new Fetcher());
        this.tasks = new AgentTasks(context, launcher, streams, routes);
        this.membership = new AgentMembership(
                context, tasks, messenger, detector, new AgentLogin(context, messenger, config.credential()));
        Inbox inbox = inbox(routes);
        membership.listen(inbox);
        messenger.spawn(self.id(), inbox);
        new AgentHttp(loop, context, tasks, streams, faults).serve(messenger, config.name());
        membership.start();
    }

    /**
     * Opens a port and begins to register.
     *
     * @param detector finds the master; closed with the agent
     * @throws IOException if no port can be opened
     */
    public static LocalAgent start(AgentConfig config, MasterDetector detector, WorkDirectory workDirectory)
            throws IOException {
        var messenger = new HttpMessenger(new MessengerConfig(config.host(), 0)
                .toBuilder().peersMayEnd(true).build());
        messenger.start();
        return new LocalAgent(messenger, config, detector, workDirectory);
    }

    /** Its libprocess address. */
    public Upid upid() {
        return context.self;
    }

    /** Empty until it is registered. */
    public String id() {
        return context.id().getValue();
    }

    /** Why the master does not admit it; empty as long as it may. */
    public Optional<String> refusal() {
        return membership.refusal();
    }

    /** Waits until it is registered; false if that takes longer, or the master does not admit it. */
    public boolean awaitRegistered(long seconds) throws InterruptedException {
        return membership.awaitRegistered(seconds);
    }

    /** Whether it has executors: being fetched, alive, or just ending. False once it is closed. */
    public boolean isBusy() throws InterruptedException {
        return loop.ask(tasks::hasExecutors).orElse(false);
    }

    /** Processes of its executors that may be alive. */
    List<ChildProcess> processes() throws InterruptedException {
        return loop.ask(tasks::processes).orElse(List.of());
    }

    /**
     * Asks all executors to end, kills those that do not within their own grace period or a minute, then closes the
     * port. Does nothing the second time.
     */
    @Override
    public void close() {
        end(true);
    }

    /** Ends at once, as if the machine had lost its power: the executors are killed, and nobody is told. */
    public void kill() {
        end(false);
    }

    /** How long to wait for executors that may take {@code grace}, and then a moment until they are killed. */
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
                Duration grace = loop.ask(() -> {
                            Duration longest = tasks.longestGrace();
                            tasks.shutdownAll(empty::countDown);
                            return longest;
                        })
                        .orElse(Duration.ZERO);
                if (!empty.await(patience(grace).toNanos(), TimeUnit.NANOSECONDS)) {
                    log.warn("agent {}: executors did not end in time and are killed", context.self);
                }
                loop.ask(this::signOff);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<ChildProcess> left = processesEvenIfInterrupted();
        membership.close();
        loop.close(); // nobody is told what happens from here on
        launcher.close();
        left.forEach(ChildProcess::kill);
        if (!id().isEmpty()) {
            ProcessTree.killAllIn(Sandbox.ofAgent(context.workDirectory.path(), id()));
        }
        courier.close();
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

    /** What is not killed now would stay for ever. */
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

    private Inbox inbox(ExecutorRoutes routes) {
        return new Inbox("agent " + context.self, loop)
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
                .on(RegisterExecutorMessage.getDefaultInstance(), tasks::registered)
                .on(StatusUpdateMessage.getDefaultInstance(), tasks::updated)
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
        log.warn("agent {}: dismissed by the master: {}", context.self, ForeignText.line(message.getMessage()));
        Thread.ofVirtual().name("mesos-local-dismissed").start(this::close);
    }

    private static SlaveInfo info(Upid self, ResourceSet resources) {
        return SlaveInfo.newBuilder()
                .setHostname(Versions.hostname(self.host()))
                .setPort(self.port())
                .addAllResources(resources.toWire().stream()
                        .map(resource -> resource.toBuilder().setRole("*").build())
                        .toList())
                .setCheckpoint(false)
                .build();
    }
}
