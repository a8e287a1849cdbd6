package org.gotask.executor.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.gotask.Task;
import org.gotask.TaskBody;
import org.gotask.TaskFunction;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.executor.agent.LaunchedTask;
import org.gotask.executor.agent.TaskReport;
import org.gotask.launch.TaskLaunch;
import org.gotask.link.Delivery;
import org.gotask.link.Link;
import org.gotask.link.LinkChannel;
import org.gotask.link.LinkConfig;
import org.gotask.link.LinkKind;
import org.gotask.link.LinkListener;
import org.gotask.link.MessageSink;
import org.gotask.link.memory.Outbox;

/** An executor that runs in a thread of this process, with a {@link FakeAgent} and the scheduler's end of its link. */
final class ExecutorRig implements AutoCloseable {

    /** The grace period of {@link #hasty}: short, so that tests of tasks that do not return are quick. */
    static final Duration GRACE = Duration.ofMillis(150);

    /** Enough for tasks that do, however busy the machine is. */
    private static final Duration LONG_GRACE = Duration.ofHours(1);

    final FakeAgent agent;
    final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    /** The mesosgot link with small limits. */
    static final LinkConfig SMALL_LINK =
            LinkConfig.of(LinkKind.MESOSGOT).withMaxMessageBytes(1000).withMaxUnreadBytes(1_000_000);

    private final TaskRegistry registry = new TaskRegistry();
    private final ExecutorRun executor;
    private final Link schedulerLink;
    private final Thread thread;

    ExecutorRig() {
        this(Duration.ofSeconds(5), new ExecutorSettings(LONG_GRACE, SMALL_LINK));
    }

    /** With a short grace, for tasks that do not end when they are killed. */
    static ExecutorRig hasty() {
        return new ExecutorRig(Duration.ofSeconds(5), new ExecutorSettings(GRACE, SMALL_LINK));
    }

    ExecutorRig(Duration shutdownGrace, ExecutorSettings settings) {
        agent = new FakeAgent(shutdownGrace);
        executor = new ExecutorRun(registry, agent, settings);
        schedulerLink =
                SMALL_LINK.newLink("the executor", datagram -> agent.executor().message(datagram), new Deaf());
        agent.connect(schedulerLink::receive);
        thread = Thread.ofVirtual().name("executor").unstarted(() -> {
            try {
                exitCode.complete(executor.run().requested() ? 0 : 1);
            } catch (Throwable e) {
                exitCode.completeExceptionally(e);
            }
        });
    }

    ExecutorRig with(String name, TaskFunction function) {
        registry.register(name, TaskBodies.of(function));
        return this;
    }

    ExecutorRig withBody(String name, TaskBody body) {
        registry.register(name, body);
        return this;
    }

    ExecutorRig withTask(String name, Supplier<? extends Task> factory) {
        registry.register(name, TaskBodies.of(name, factory));
        return this;
    }

    ExecutorRig start() {
        thread.start();
        agent.executor().registered("host7");
        return this;
    }

    Thread thread() {
        return thread;
    }

    /** Launches {@code spec-index} as our scheduler does, under its name as id. */
    void launch(String spec, int index) {
        launch(new TaskLaunch(spec, index, index + 1, List.of(), Map.of()));
    }

    void launch(TaskLaunch launch) {
        String name = launch.specName() + "-" + launch.index();
        launch(name, name, launch.encode());
    }

    void launch(String id, String name, byte[] data) {
        agent.executor().launch(new LaunchedTask(id, name, data));
    }

    /** Launches a task as the scheduler of mesosgot does. */
    void launchAsMesosgot(String name) {
        launch(name, name, new byte[0]);
    }

    void kill(String id) {
        agent.executor().kill(id);
    }

    void message(String datagram) {
        agent.executor().message(datagram.getBytes(UTF_8));
    }

    /** The scheduler's ends of a task's channels, as its link opens them before the launch. */
    record SchedulerSide(Channel<TaskMsg> toTask, Channel<TaskMsg> fromTask, LinkChannel link) {}

    SchedulerSide openAtScheduler(String name) {
        Channel<TaskMsg> toTask = Channel.withCapacity(16);
        Channel<TaskMsg> fromTask = Channel.withCapacity(10_000);
        LinkChannel link = schedulerLink.open(name, Outbox.unlimited(toTask), new MessageSink() {
            @Override
            public Delivery deliver(TaskMsg message) throws InterruptedException {
                fromTask.send(message);
                return Delivery.TAKEN;
            }

            @Override
            public void end() {
                fromTask.close();
            }
        });
        link.start(LinkKind.MESOSGOT.announcement());
        return new SchedulerSide(toTask, fromTask, link);
    }

    /** Waits for the last report on a task. */
    TaskReport awaitEnd(String id) {
        await().until(() -> agent.states(id).stream().anyMatch(state -> state != TaskReport.State.RUNNING));
        return agent.reports(id).getLast();
    }

    void awaitRunning(String id) {
        await().until(() -> agent.states(id).contains(TaskReport.State.RUNNING));
    }

    int awaitExitCode() throws Exception {
        return exitCode.get(1, TimeUnit.MINUTES);
    }

    /** Shuts the executor down, if the test has not, and sees to it that nothing of it goes on. */
    @Override
    public void close() {
        if (thread.getState() != Thread.State.NEW) {
            agent.unjam();
            agent.executor().shutdown();
            await("end of the executor").until(() -> !thread.isAlive());
        }
        schedulerLink.close();
    }

    private static final class Deaf implements LinkListener {
        @Override
        public void failed(String reason) {}

        @Override
        public void dropped(String what) {}

        @Override
        public void peerCannotSignalEnd(String taskName) {}
    }
}
