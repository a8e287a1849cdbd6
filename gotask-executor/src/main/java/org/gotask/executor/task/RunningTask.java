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
import org.gotask.executor.agent.TaskState;
import org.gotask.executor.agent.TaskUpdate;
import org.gotask.link.Link;
import org.gotask.link.LinkChannel;
import org.gotask.link.LinkConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task from its launch to its last report, on a virtual thread that bears its name. Thread-safe.
 *
 * <p>A task ends in one of two ways. Its function returns or throws: then {@code out} is closed, all that was sent is
 * sent on, and the end is reported. Or it is told to end from outside, by {@link #stop}: then that is what is reported,
 * whatever the function does afterwards. Of both, the earlier counts; only if what the task sent can then not be sent on
 * does a later stop undo its finish. {@link #interrupt} and {@link #abandon} follow for those that do not heed.
 */
final class RunningTask {

    private static final Logger log = LoggerFactory.getLogger(RunningTask.class);

    private final TaskSetup setup;
    private final TaskBody body;
    private final AgentPort agent;
    private final TaskObserver observer;
    private final TaskChannels channels;
    private final Thread thread;
    private final AtomicReference<@Nullable TaskEnd> ordered = new AtomicReference<>();
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

    /** Opens the task's channels on the link, reports that it runs and lets it run. Does not wait. */
    void start(Link link) {
        TaskEnd stopped = ordered.get();
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
        // before the first message, since it announces the link
        agent.update(new TaskUpdate(id(), TaskState.RUNNING, "", setup.announcement()));
        opened.start(setup.announcement());
        thread.start();
    }

    /** The task is to end, and this will be reported. Closes its {@code in}; does not wait. */
    void stop(TaskEnd end) {
        ordered.compareAndSet(null, end);
        channels.closeIn(end.reason());
    }

    /** Nothing the task sends can arrive any more: closes its {@code out}. */
    void closeOut(String reason) {
        channels.closeOut(reason);
    }

    /** Interrupts whatever the task waits for, after {@link #stop}. */
    void interrupt() {
        thread.interrupt();
    }

    /** Reports the end of a task that did not end, after {@link #stop}; its thread is left to itself. */
    void abandon() {
        if (isOver()) {
            return;
        }
        TaskEnd end = Objects.requireNonNull(ordered.get(), "ordered");
        String why = returned ? "; not all it sent could be sent on" : "; it did not end when interrupted";
        end(end.withReason(end.reason() + why));
    }

    /** True once the end was decided: the name is free, though the report may still be under way. */
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
        TaskEnd own = call();
        TaskEnd stopped = ordered.get();
        returned = true;
        channels.closeIn("task " + name() + " has ended");
        channels.closeOut("task " + name() + " has ended");
        boolean sent = awaitSent();
        TaskEnd stoppedSince = ordered.get();
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
        } catch (Throwable failure) { // whatever one task dies of must not reach the others
            TaskEnd end = TaskEnd.failed(OneLine.of(failure));
            boolean wasStopped = !ordered.compareAndSet(null, end);
            if (failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError)) {
                observer.processBroken("task " + name() + " died of " + end.reason());
            }
            logFailure(failure, wasStopped, end);
            return end;
        }
    }

    private void logFailure(Throwable failure, boolean wasStopped, TaskEnd end) {
        try {
            logStackTrace(failure, wasStopped);
        } catch (Throwable odd) { // its own methods throw; the task's end is reported all the same
            log.error("task {} failed, and its stack trace cannot be logged: {}", name(), end.reason());
        }
    }

    private void logStackTrace(Throwable failure, boolean wasStopped) {
        if (!wasStopped) {
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

    /** Waits until all that the function sent is on its way; false if it was stopped meanwhile and something may not be. */
    private boolean awaitSent() {
        LinkChannel opened = Objects.requireNonNull(linkChannel, "linkChannel");
        // an interrupt of the function is not one of what follows it
        Thread.interrupted();
        while (true) {
            try {
                opened.awaitSent();
                TaskEnd stopped = ordered.get();
                return stopped == null || stopped.state() != TaskState.FAILED;
            } catch (InterruptedException e) {
                if (ordered.get() != null) {
                    return false;
                }
                // it came from a thread of the task's own: nobody waits for this one to heed it
            }
        }
    }

    private void end(TaskEnd end) {
        if (over.compareAndSet(false, true)) {
            LinkChannel opened = linkChannel;
            if (opened != null) {
                opened.abandon();
            }
            // of one that was abandoned they are still open; its link end is gone, so nobody hears of this close
            channels.closeIn("task " + name() + " has ended");
            channels.closeOut("task " + name() + " has ended");
            agent.update(TaskUpdate.of(id(), end.state(), end.reason()));
            observer.ended(this, end);
            ended.countDown();
        }
    }
}
