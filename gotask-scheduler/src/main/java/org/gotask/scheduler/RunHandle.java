package org.gotask.scheduler;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.scheduler.RunOutcome.Kind;
import org.gotask.scheduler.run.Faults;
import org.gotask.scheduler.run.Run;
import org.gotask.scheduler.run.RunPhase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run started by {@link GoTaskScheduler#start}: observes it, stops it and waits for its outcome. Thread-safe.
 *
 * {@snippet file="org/gotask/scheduler/SchedulerExamples.java" region="embedded"}
 */
public final class RunHandle {

    /**
     * The states of a run, in their order. Later versions may add some, so a {@code switch} needs a {@code default}.
     */
    public enum State {
        /** Not all tasks can be placed yet; none has been launched. */
        PLACING,
        /** The tasks have been launched, and the scheduler function directs them. */
        RUNNING,
        /** The scheduler function has returned, and tasks have not ended yet. */
        FINISHING,
        /** A failure occurred or the run was stopped, and everything still running is being ended. */
        STOPPING,
        /** The run has ended, and its outcome is known. */
        ENDED
    }

    private static final Logger log = LoggerFactory.getLogger(RunHandle.class);

    private final CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Run run; // guarded by lock
    private @Nullable String stopReason; // guarded by lock

    private RunHandle() {}

    static RunHandle start(Execution execution) {
        RunHandle handle = new RunHandle();
        Thread.ofPlatform().name("gotask-scheduler").start(() -> handle.execute(execution));
        return handle;
    }

    private void execute(Execution execution) {
        // the outcome must be known even if logging a fault fails, for example without memory
        RunOutcome reached = new RunOutcome(Kind.FAILED, "fault in the scheduler; see the log");
        try {
            reached = execution.execute((starting, longestEnd) -> {
                starting(starting);
                return true;
            });
        } catch (RuntimeException | Error e) {
            reached = new RunOutcome(Kind.FAILED, "fault in the scheduler, see the log: " + Faults.describe(e));
            Faults.log(log, "fault in the scheduler", e);
        } finally {
            outcome.complete(reached);
        }
    }

    private void starting(Run starting) {
        lock.lock();
        try {
            run = starting;
            if (stopReason != null) {
                starting.cancel(stopReason);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the present state.
     *
     * @return the state, which may have changed by the time the caller uses it; {@link State#ENDED} is the last
     */
    public State state() {
        if (outcome.isDone()) {
            return State.ENDED;
        }
        lock.lock();
        try {
            return run == null ? State.PLACING : stateOf(run.phase());
        } finally {
            lock.unlock();
        }
    }

    private static State stateOf(RunPhase phase) {
        return switch (phase) {
            case COLLECTING -> State.PLACING;
            case RUNNING -> State.RUNNING;
            case FINISHING -> State.FINISHING;
            // the run's parts are being closed
            case FAILING, ENDED -> State.STOPPING;
        };
    }

    /**
     * Stops the run, which then ends as {@link Kind#FAILED} unless it had failed or ended before. Tasks get their grace
     * period. Returns immediately.
     *
     * @param reason the reason in one line, which becomes the message of the outcome
     */
    public void stop(String reason) {
        Objects.requireNonNull(reason, "reason");
        lock.lock();
        try {
            if (stopReason == null) {
                stopReason = reason;
                if (run != null) {
                    run.cancel(reason);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns a future of the outcome. It completes after the end of the run, never exceptionally.
     *
     * @return a new future; completing or cancelling it has no effect on the run
     */
    public CompletableFuture<RunOutcome> outcome() {
        return outcome.copy();
    }
}
