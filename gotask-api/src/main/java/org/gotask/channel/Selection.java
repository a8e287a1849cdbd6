package org.gotask.channel;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm of a select: performs exactly one of its clauses, or none if the deadline passes. Immutable; any number
 * of threads may await it.
 *
 * <p>First the thread visits the clauses one by one in random order, and attempts each that looks possible under the
 * lock of its channel. If all attempts fail, this does not show that no clause was ready, because each was made at a
 * different time. The thread then may spin until a clause looks possible, or yield once, and repeats the attempts. It
 * does not queue before that, unlike a single operation: joining and leaving several queues takes longer than most
 * waits.
 *
 * <p>After that the algorithm is that of Go's runtime. The thread acquires the locks of all its channels, each once,
 * see {@link LockOrder}, and attempts its clauses again in random order. If none is ready, this is now true of all of
 * them at the same time: the thread queues a waiter for each clause, all with one {@link Wait}, releases the locks and
 * parks. The first thread that claims the wait through one of these waiters completes the clause; other threads find
 * the wait ended, and skip its waiters. Once woken, the thread removes its other waiters from their queues.
 *
 * <p>In both rounds each permutation of the clauses is equally likely, and so is each ready clause.
 *
 * <p>A select that both sends and receives on one channel never performs both: it attempts its clauses before it queues
 * its waiters, and never after.
 *
 * @see <a href="https://go.dev/src/runtime/select.go">Go runtime, select.go</a>
 */
final class Selection {

    private static final int MAX_CLAUSES_IN_MASK = Long.SIZE - 1;

    /** Polling several channels takes about as long as this many spins. */
    private static final int SPINS_PER_POLL = 4;

    private final Clause<?>[] clauses;
    private final LockOrder locks;

    /** Clauses on {@link Channel#never()} are omitted. */
    Selection(List<Clause<?>> candidates) {
        clauses = candidates.stream()
                .filter(clause -> !clause.channel().isNever())
                .toArray(Clause<?>[]::new);
        locks = LockOrder.of(clauses);
    }

    /**
     * Waits until a clause is performed.
     *
     * @return the action of the clause; null if the deadline has passed and no clause was performed
     * @throws InterruptedException if the thread is interrupted before a clause was performed; none was
     */
    Select.@Nullable Action await(Deadline deadline) throws InterruptedException {
        Channel.throwIfInterrupted();
        Select.Action action = attemptEach();
        if (action == null && !deadline.hasPassed() && spin()) {
            action = attemptEach();
        }
        while (action == null) {
            Channel.throwIfInterrupted();
            Wait wait = new Wait();
            SelectWaiter<?>[] waiters = newWaiters(wait);
            Deadline until = deadline;
            locks.lockAll();
            try {
                action = attemptAny();
                if (action != null || deadline.hasPassed()) {
                    return action;
                }
                for (Clause<?> clause : clauses) {
                    until = clause.channel().orWhenDue(until);
                }
                for (SelectWaiter<?> waiter : waiters) {
                    waiter.join();
                }
            } finally {
                locks.unlockAllAndWake();
            }
            wait.await(until);
            for (SelectWaiter<?> waiter : waiters) {
                if (wait.endedBy(waiter)) {
                    action = waiter.action();
                } else {
                    waiter.leave();
                }
            }
            wait.throwFailure();
            // no action: interrupted, timed out, or a timer's channel has a value; the next round finds out
        }
        return action;
    }

    private SelectWaiter<?>[] newWaiters(Wait wait) {
        SelectWaiter<?>[] waiters = new SelectWaiter<?>[clauses.length];
        for (int i = 0; i < waiters.length; i++) {
            waiters[i] = clauses[i].newWaiter(wait);
        }
        return waiters;
    }

    /** Attempts the clauses that look possible one by one, each under its channel's lock. */
    private Select.@Nullable Action attemptEach() {
        if (clauses.length > MAX_CLAUSES_IN_MASK) {
            return null; // a select this large is slow anyway
        }
        long untried = (1L << clauses.length) - 1;
        for (int count = clauses.length; count > 0; count--) {
            int index = randomBit(untried, count);
            untried &= ~(1L << index);
            Clause<?> clause = clauses[index];
            if (clause.looksPossible()) {
                Select.Action action = attempt(clause);
                if (action != null) {
                    return action;
                }
            }
        }
        return null;
    }

    /** The position of one of the {@code count} bits set in the mask, each equally likely. */
    private static int randomBit(long mask, int count) {
        long rest = mask;
        if (count > 1) {
            for (int skip = ThreadLocalRandom.current().nextInt(count); skip > 0; skip--) {
                rest &= rest - 1; // clears the lowest bit
            }
        }
        return Long.numberOfTrailingZeros(rest);
    }

    private static Select.@Nullable Action attempt(Clause<?> clause) {
        Channel<?> channel = clause.channel();
        channel.lock();
        try {
            return clause.attempt();
        } finally {
            channel.unlockAndWake();
        }
    }

    /** Spins and yields as planned for the first clause; true if another round of attempts is worthwhile. */
    private boolean spin() {
        if (clauses.length == 0) {
            return false;
        }
        int plan = clauses[0].plan();
        if (plan == SpinPolicy.NONE) {
            return false;
        }
        boolean found = spinAndPoll(SpinPolicy.spins(plan));
        SpinPolicy.Outcome outcome = found ? SpinPolicy.Outcome.SPUN : SpinPolicy.Outcome.FAILED;
        if (!found && SpinPolicy.yields(plan)) {
            long start = SpinPolicy.startOfYield(plan);
            SpinPolicy.yieldToOthers();
            found = poll();
            if (found && SpinPolicy.endedInTime(plan, start)) {
                outcome = SpinPolicy.Outcome.TOOK_TURN;
            }
        }
        if (SpinPolicy.canLearn(plan, outcome)) {
            clauses[0].record(plan, outcome);
        }
        return found;
    }

    private boolean spinAndPoll(int spins) {
        boolean found = false;
        for (int left = spins; left > 0 && !found; left -= SPINS_PER_POLL) {
            Thread.onSpinWait();
            found = poll();
        }
        return found;
    }

    /** Whether a clause looks possible. */
    private boolean poll() {
        VarHandle.loadLoadFence(); // each poll reads memory again
        boolean found = false;
        for (Clause<?> clause : clauses) {
            found |= clause.looksPossible();
        }
        return found;
    }

    /** Attempts all clauses in random order; for a thread that holds all locks. */
    private Select.@Nullable Action attemptAny() {
        int[] order = new int[clauses.length];
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        for (int index : order) {
            Select.Action action = clauses[index].attempt();
            if (action != null) {
                return action;
            }
        }
        return null;
    }
}
