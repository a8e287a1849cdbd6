package org.gotask.executor.task;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.gotask.TaskBody;
import org.gotask.channel.ChannelClosedException;
import org.gotask.executor.agent.AgentPort;
import org.gotask.executor.agent.TaskReport;
import org.gotask.link.Link;
import org.gotask.link.LinkChannel;
import org.gotask.link.LinkConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task from its launch to its last report, on a virtual thread with its name. Thread-safe.
 *
 * <p>A task ends in one of two ways. If its function returns or throws, {@code out} is closed, its messages are
 * transmitted, and that end is reported. If it is ended from outside, by {@link #stop}, that end is reported, whatever
 * the function does afterwards. The earlier of both counts, but a stop during the transmission replaces the regular end
 * if the transmission fails. {@link #interrupt} and {@link #abandon} follow for tasks that do not return.
 */
final class RunningTask {

    private static final Logger log = LoggerFactory.getLogger(RunningTask.class);

    private final TaskSetup setup;
    private final TaskBody body;
    private final AgentPort agent;
    private final TaskObserver observer;
    private final TaskChannels channels;
    private final Thread thread;
    private final AtomicReference<@Nullable TaskEnd> firstEnd = new AtomicReference<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable LinkChannel linkChannel;
    private volatile boolean returned;

    /** Starts nothing. */
    RunningTask(TaskSetup setup, TaskBody body, AgentPort agent, LinkConfig config, TaskObserver observer) {
        this.setup = setup;
        this.body = body;
        this.agent = agent;
        this.observer = observer;
        this.channels = new TaskChannels(setup.taskName(), config);
        this.thread = Thread.ofVirtual().name(setup.taskName()).unstarted(this::run);
    }

    String id() {
        return setup.taskId();
    }

    String name() {
        return setup.taskName();
    }

    /** Opens the task's channels on the link, reports that it runs, and starts its thread. Does not block. */
    void start(Link link) {
        TaskEnd stopped = firstEnd.get();
        if (stopped != null) {
            end(stopped);
            return;
        }
        LinkChannel opened;
        try {
            opened = link.open(name(), channels.outbound(), channels);
        } catch (IllegalArgumentException e) {
            end(TaskEnd.failed(OneLine.of(e)));
            return;
        }
        linkChannel = opened;
        channels.connect(opened);
        // before the first message, because it announces the link
        agent.report(new TaskReport(id(), TaskReport.State.RUNNING, "", setup.announcement()));
        opened.start(setup.announcement());
        thread.start();
    }

    /** Frees the memory of a task that is not admitted, and so never starts. Nothing is reported. */
    void discard() {
        channels.closeOut("task " + name() + " does not start");
        channels.free();
    }

    /** Requests the end of the task, which will be reported as this one. Closes its {@code in}; does not block. */
    void stop(TaskEnd end) {
        firstEnd.compareAndSet(null, end);
        channels.closeIn(end.reason());
    }

    /** Closes {@code out}, because no message of the task can arrive any more. */
    void closeOut(String reason) {
        channels.closeOut(reason);
    }

    /** Interrupts the task, after {@link #stop}. */
    void interrupt() {
        thread.interrupt();
    }

    /** Reports the end of a task whose thread still runs, after {@link #stop}, and ignores the thread from then on. */
    void abandon() {
        if (isOver()) {
            return;
        }
        TaskEnd end = Objects.requireNonNull(firstEnd.get(), "firstEnd");
        String why = returned ? "; not all of its messages could be transmitted" : "; it did not end when interrupted";
        end(end.withReason(end.reason() + why));
    }

    /** Reports the end of a task whose thread ends the process and does not return. */
    void endAtOnce(TaskEnd end) {
        firstEnd.compareAndSet(null, end);
        end(Objects.requireNonNull(firstEnd.get(), "firstEnd"));
    }

    /** The thread of the task function. */
    Thread thread() {
        return thread;
    }

    /** True once the end is determined. The name can be used again, although the report may still be on its way. */
    boolean isOver() {
        return over.get();
    }

    /**
     * Waits until the end was reported.
     *
     * @return false if the time ran out
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run() {
        try {
            callAndReport();
        } catch (RuntimeException | Error e) {
            // the end of the task could not be reported, for example for lack of memory; the scheduler must not wait
            // for it
            observer.processBroken("task " + name() + " cannot be ended: " + OneLine.of(e));
        }
    }

    private void callAndReport() {
        TaskEnd own = call();
        TaskEnd stopped = firstEnd.get();
        returned = true;
        channels.closeIn("task " + name() + " has ended");
        channels.dropUnread();
        channels.closeOut("task " + name() + " has ended");
        boolean sent = awaitSent();
        TaskEnd stoppedSince = firstEnd.get();
        if (stopped != null) {
            end(stopped);
        } else if (!sent && stoppedSince != null) {
            end(stoppedSince);
        } else {
            end(own);
        }
    }

    private TaskEnd call() {
        try {
            body.run(setup.context(channels.in(), channels.out()));
            return TaskEnd.FINISHED;
        } catch (Throwable failure) { // no failure of a task may affect the others
            TaskEnd end = TaskEnd.failed(OneLine.of(failure));
            boolean wasStopped = !firstEnd.compareAndSet(null, end);
            if (failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError)) {
                observer.processBroken("task " + name() + " failed with " + end.reason());
            }
            logFailure(failure, wasStopped, end);
            return end;
        }
    }

    private void logFailure(Throwable failure, boolean wasStopped, TaskEnd end) {
        try {
            logStackTrace(failure, wasStopped);
        } catch (Throwable unprintable) { // its own methods throw; the end of the task is reported nevertheless
            log.error("task {} failed, and its stack trace cannot be logged: {}", name(), end.reason());
        }
    }

    private void logStackTrace(Throwable failure, boolean wasStopped) {
        if (failure instanceof OutOfMemoryError) {
            // the stack trace says little about the cause, and other threads are about to fail, too
            log.error("task {} failed: {}", name(), OneLine.of(failure));
        } else if (!wasStopped) {
            log.error("task {} failed", name(), failure);
        } else if (!isOfStopping(failure)) {
            log.warn("task {} threw while it was being ended", name(), failure);
        }
    }

    private static boolean isOfStopping(Throwable failure) {
        return failure instanceof InterruptedException
                || failure instanceof CancellationException
                || failure instanceof ChannelClosedException;
    }

    /** Waits until all messages of the function are transmitted; false if a stop ended the wait. */
    private boolean awaitSent() {
        LinkChannel opened = Objects.requireNonNull(linkChannel, "linkChannel");
        // an interrupt of the function does not concern the transmission
        Thread.interrupted();
        while (true) {
            try {
                opened.awaitSent();
                TaskEnd stopped = firstEnd.get();
                return stopped == null || stopped.state() != TaskReport.State.FAILED;
            } catch (InterruptedException e) {
                if (firstEnd.get() != null) {
                    return false;
                }
                // a thread of the task itself interrupted this one, and no stop was requested
            }
        }
    }

    private void end(TaskEnd end) {
        if (over.compareAndSet(false, true)) {
            LinkChannel opened = linkChannel;
            if (opened != null) {
                opened.abandon();
            }
            // the channels of an abandoned task are still open, and the link does not transmit this close any more
            channels.closeIn("task " + name() + " has ended");
            channels.closeOut("task " + name() + " has ended");
            channels.free();
            agent.report(TaskReport.of(id(), end.state(), end.reason()));
            observer.ended(this, end);
            ended.countDown();
        }
    }
}
