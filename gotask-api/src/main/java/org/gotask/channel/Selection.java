package org.gotask.channel;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The choice among clauses: exactly one of them happens, or none by the deadline. Immutable; any number of threads may await
 * it.
 *
 * <p>First the thread looks at one clause after another, in random order, and tries under the lock of its channel those
 * that look possible; whichever is ready when it is looked at may happen. If none was, that means nothing yet, for each
 * was seen at a moment of its own. So, perhaps after watching for a while whether one becomes ready, it goes on as Go's
 * runtime does. (It does not queue before it watches, as a single operation does: to join and leave several queues costs
 * more than most waits last.) The thread takes the locks of all its channels, each once and in one order, see
 * {@link LockOrder}. Under them it tries its clauses again in random order; if none is ready, that is now true of all of
 * them at the same moment. Then it queues a waiter for every clause, all with one {@link Deal}, releases the locks and
 * parks. Whoever comes to one of these waiters first claims the deal and completes that clause; the others find the deal
 * decided and pass on. Having woken, the thread takes its other waiters out of their queues.
 *
 * <p>In both rounds each permutation of the clauses is equally likely, and so is each ready clause.
 *
 * <p>A select that both sends and receives on one channel cannot meet itself: it tries before it queues, and tries no more
 * after.
 *
 * @see <a href="https://go.dev/src/runtime/select.go">Go runtime, select.go</a>
 */
final class Selection {

    private static final int MOST_IN_A_MASK = Long.SIZE - 1;

    /** A look at several channels takes about as long as this many pauses. */
    private static final int PAUSES_PER_LOOK = 4;

    private final Clause<?>[] clauses;
    private final LockOrder locks;

    /** Clauses on the channel that never does anything are left out. */
    Selection(List<Clause<?>> candidates) {
        clauses = candidates.stream()
                .filter(clause -> !clause.channel().isNever())
                .toArray(Clause<?>[]::new);
        locks = LockOrder.of(clauses);
    }

    /**
     * Waits until a clause happens.
     *
     * @return what the select does now; null if the deadline has passed and no clause has happened
     * @throws InterruptedException if the thread is interrupted before a clause happened; none has
     */
    Select.@Nullable Action await(Deadline deadline) throws InterruptedException {
        Channel.throwIfInterrupted();
        Select.Action action = attemptEach();
        if (action == null && !deadline.hasPassed() && watch()) {
            action = attemptEach();
        }
        while (action == null) {
            Channel.throwIfInterrupted();
            Deal deal = new Deal();
            SelectWaiter<?>[] waiters = new SelectWaiter<?>[clauses.length];
            Deadline until = deadline;
            locks.lockAll();
            try {
                action = attemptAny();
                if (action != null || deadline.hasPassed()) {
                    return action;
                }
                for (int i = 0; i < clauses.length; i++) {
                    waiters[i] = clauses[i].join(deal);
                    until = clauses[i].channel().orWhenDue(until);
                }
            } finally {
                locks.unlockAllAndWake();
            }
            deal.await(until);
            for (SelectWaiter<?> waiter : waiters) {
                if (deal.endedBy(waiter)) {
                    action = waiter.outcome();
                } else {
                    waiter.leave();
                }
            }
            // without an action: interrupted, the time is up, or a timer's channel is due: see above
        }
        return action;
    }

    /** Tries the clauses that look possible one after another, each under its channel's lock. */
    private Select.@Nullable Action attemptEach() {
        if (clauses.length > MOST_IN_A_MASK) {
            return null; // a select as large as this is slow anyway
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

    /** The position of one of the {@code count} bits that are set in the mask, each equally likely. */
    private static int randomBit(long mask, int count) {
        long rest = mask;
        if (count > 1) {
            for (int skip = ThreadLocalRandom.current().nextInt(count); skip > 0; skip--) {
                rest &= rest - 1; // clears the lowest
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

    /** Watches until some clause looks possible, as long as the {@link Patience} of the first one's channel allows. */
    private boolean watch() {
        if (clauses.length == 0) {
            return false;
        }
        int spins = clauses[0].spins();
        if (spins == Patience.NONE) {
            return false;
        }
        if (spins == Patience.YIELD) {
            Patience.letOthersRun();
            return true;
        }
        boolean found = false;
        for (int left = spins; left > 0 && !found; left -= PAUSES_PER_LOOK) {
            Thread.onSpinWait();
            VarHandle.loadLoadFence(); // each look is one at the memory
            for (Clause<?> clause : clauses) {
                found |= clause.looksPossible();
            }
        }
        if (Patience.canLearn(spins, found)) {
            clauses[0].learn(found);
        }
        return found;
    }

    /** Tries all clauses in random order; the locks are held. */
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
