package org.gotask.executor.task;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.gotask.TaskBody;
import org.gotask.executor.agent.AgentListener;
import org.gotask.executor.agent.AgentPort;
import org.gotask.executor.agent.LaunchedTask;
import org.gotask.executor.agent.TaskReport;
import org.gotask.exit.ExitCause;
import org.gotask.link.Link;
import org.gotask.link.LinkListener;
import org.gotask.link.RateLimitedLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes the requests of the agent: starts and kills tasks, passes them their messages, and ends the process. No call
 * waits for a task. Thread-safe.
 */
final class TaskHost implements AgentListener, TaskObserver {

    private static final Logger log = LoggerFactory.getLogger(TaskHost.class);

    private final TaskRegistry registry;
    private final AgentPort agent;
    private final ExecutorSettings settings;
    private final Link link;
    private final AdmittedTasks tasks = new AdmittedTasks();
    private final Reaper reaper;
    private final AtomicReference<@Nullable ExecutorEnd> ending = new AtomicReference<>();
    private final CountDownLatch toEnd = new CountDownLatch(1);
    private volatile @Nullable String linkFailure;

    TaskHost(TaskRegistry registry, AgentPort agent, ExecutorSettings settings) {
        this.registry = registry;
        this.agent = agent;
        this.settings = settings;
        this.reaper = new Reaper(settings.taskGrace());
        this.link = settings.link().newLink("the scheduler", agent::send, new LinkEvents());
    }

    /**
     * Waits until the end of this process is requested; from then on no task is started.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    ExecutorEnd awaitEnding() throws InterruptedException {
        toEnd.await();
        return Objects.requireNonNull(ending.get());
    }

    /** The stopped tasks whose end is not reported yet. No task is started any more. */
    List<RunningTask> ending() {
        return tasks.close();
    }

    /** Closes the link, and ends no more tasks. */
    void close() {
        reaper.close();
        link.close();
    }

    private void end(String reason, boolean requested) {
        if (ending.compareAndSet(null, new ExecutorEnd(reason, requested))) {
            log.info("executor ends: {}", reason);
            tasks.close().forEach(task -> task.stop(TaskEnd.killed(reason)));
            toEnd.countDown();
        }
    }

    @Override
    public void registered(String agentName) {
        log.info("registered with the agent on {}", OneLine.of(agentName));
    }

    @Override
    public void reregistered(String agentName) {
        log.info("registered again with the agent on {}", OneLine.of(agentName));
    }

    @Override
    public void disconnected() {
        log.warn("agent unreachable; tasks continue until it returns");
    }

    @Override
    public void launch(LaunchedTask launched) {
        TaskSetup setup;
        TaskBody body;
        try {
            setup = TaskSetup.of(launched, settings.link().kind().announcement());
            body = registry.get(setup.specName());
        } catch (IllegalArgumentException e) {
            refuse(launched.taskId(), TaskEnd.failed(OneLine.of(String.valueOf(e.getMessage()))));
            return;
        }
        Optional<String> shortage = settings.link().heapShortage();
        if (shortage.isPresent()) {
            refuse(launched.taskId(), TaskEnd.failed("the executor has " + shortage.get()));
            return;
        }
        RunningTask task = new RunningTask(setup, body, agent, settings.link(), this);
        AdmittedTasks.Admission admission = tasks.admit(task);
        if (admission != AdmittedTasks.Admission.ADMITTED) {
            task.discard();
        }
        switch (admission) {
            case ADMITTED -> start(task);
            case SEEN_BEFORE -> log.warn("task launched twice, the second launch is ignored: id={}", task.id());
            case NAME_TAKEN ->
                report(
                        task.id(),
                        TaskEnd.failed("a task of this name runs in this executor already: name=" + task.name()
                                + ", id=" + task.id() + "; give each task a unique name"));
            case CLOSED -> report(task.id(), TaskEnd.killed("launched while the executor was ending"));
        }
    }

    private void start(RunningTask task) {
        String failure = linkFailure;
        if (failure != null) {
            task.stop(TaskEnd.failed(failure));
        }
        log.info("task {} starts", task.name());
        task.start(link);
    }

    private void refuse(String taskId, TaskEnd end) {
        if (tasks.refuse(taskId)) {
            report(taskId, end);
        } else {
            log.warn("task launched twice, the second launch is ignored: id={}, {}", OneLine.of(taskId), end.reason());
        }
    }

    private void report(String taskId, TaskEnd end) {
        log.warn("task not started: id={}, {}", OneLine.of(taskId), end.reason());
        agent.report(TaskReport.of(taskId, end.state(), end.reason()));
    }

    @Override
    public void kill(String taskId) {
        Optional<RunningTask> running = tasks.running(taskId);
        if (running.isPresent()) {
            log.info("task {} is being killed", running.get().name());
            running.get().stop(TaskEnd.killed("killed on request of the scheduler"));
            reaper.endInTime(running.get());
        } else if (tasks.refuse(taskId)) {
            // without a report the scheduler would wait forever for the end of a task whose launch was lost
            report(taskId, TaskEnd.killed("killed before its launch reached the executor"));
        } else {
            log.info("kill of a task that has ended is ignored: id={}", OneLine.of(taskId));
        }
    }

    @Override
    public void message(byte[] data) {
        link.receive(data);
    }

    @Override
    public void shutdown() {
        end("the agent ends this executor or is lost", true);
    }

    @Override
    public void error(String message) {
        end("the connection to the agent was abandoned: " + OneLine.of(message), false);
    }

    @Override
    public void ended(RunningTask task, TaskEnd end) {
        tasks.remove(task);
        String state = end.state().name().toLowerCase(Locale.ROOT);
        if (end.state() == TaskReport.State.FINISHED) {
            log.info("task {} {}", task.name(), state);
        } else {
            log.warn("task {} {}: {}", task.name(), state, end.reason());
        }
    }

    /** Ends the process because the program interrupted the thread that runs the executor. */
    void interrupted() {
        end("the thread that runs the executor was interrupted", false);
    }

    @Override
    public void processBroken(String reason) {
        end(reason, false);
    }

    /** The threads of the tasks that have not ended. */
    List<Thread> taskThreads() {
        return tasks.allRunning().stream().map(RunningTask::thread).toList();
    }

    /**
     * The process is ending. Unless its end was requested, or a signal ends it, which its agent reports, this is the
     * failure of the task that has called {@link System#exit}, or of all tasks if the caller is unknown.
     *
     * @return true if a failure was reported
     */
    boolean processExits(ExitCause cause) {
        List<RunningTask> running = tasks.allRunning();
        if (ending.get() != null || cause instanceof ExitCause.Signal || running.isEmpty()) {
            return false;
        }
        switch (cause) {
            case ExitCause.Call(Thread caller, String place) -> {
                String where = place.isEmpty() ? "" : " (" + place + ")";
                Optional<RunningTask> task = running.stream()
                        .filter(one -> one.thread().equals(caller))
                        .findFirst();
                task.ifPresentOrElse(
                        one -> one.endAtOnce(
                                TaskEnd.failed("it called System.exit" + where + ", which ends its executor")),
                        () -> endAtOnce(
                                running,
                                "its executor ended, because the thread " + OneLine.of(caller.getName())
                                        + " called System.exit" + where));
            }
            case ExitCause.Unknown() ->
                endAtOnce(running, "its executor ended, because a thread of a task called System.exit");
            case ExitCause.Signal signal -> throw new AssertionError(signal);
        }
        return true;
    }

    private static void endAtOnce(List<RunningTask> running, String reason) {
        running.forEach(task -> task.endAtOnce(TaskEnd.failed(reason)));
    }

    /** The events of the link. */
    private final class LinkEvents implements LinkListener {

        private final RateLimitedLog dropLog = new RateLimitedLog(System::nanoTime, log::warn);

        @Override
        public void failed(String reason) {
            linkFailure = reason;
            tasks.allRunning().forEach(task -> {
                task.stop(TaskEnd.failed(reason));
                task.closeOut(reason);
                reaper.endInTime(task);
            });
        }

        @Override
        public void dropped(String what) {
            dropLog.log(what);
        }

        @Override
        public void peerCannotSignalEnd(String taskName) {
            // the report on the end of the task, which follows, signals it
        }
    }
}
