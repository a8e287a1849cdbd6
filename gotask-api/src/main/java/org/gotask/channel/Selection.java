package org.gotask.channel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The choice among clauses: exactly one of them happens, or none by the deadline. For one thread; used once.
 *
 * <p>The algorithm is that of Go's runtime. The thread takes the locks of all its channels, each once and in the order of
 * their ids, so that two selects cannot wait for each other's locks. Under them it tries its clauses in random order and
 * takes the first that can happen at once: each ready clause is equally likely, and if none is ready, that is true of all
 * of them at the same moment. Otherwise it queues a waiter for every clause, all with one {@link Deal}, releases the locks
 * and parks. Whoever comes to one of these waiters first claims the deal and completes that clause; the others find the
 * deal decided and pass on. Having woken, the thread takes its other waiters out of their queues.
 *
 * <p>A select that both sends and receives on one channel cannot meet itself: it tries before it queues, and tries no more
 * after.
 *
 * @see <a href="https://go.dev/src/runtime/select.go">Go runtime, select.go</a>
 */
final class Selection {

    private final Clause<?>[] clauses;
    private final Channel<?>[] lockOrder;

    /** Clauses on the channel that never does anything are left out. */
    Selection(List<Clause<?>> candidates) {
        clauses = candidates.stream()
                .filter(clause -> !clause.channel().isNever())
                .toArray(Clause<?>[]::new);
        List<Channel<?>> channels = new ArrayList<>(clauses.length);
        for (Clause<?> clause : clauses) {
            channels.add(clause.channel());
        }
        lockOrder = channels.stream()
                .distinct()
                .sorted(Comparator.comparingLong(channel -> channel.id))
                .toArray(Channel<?>[]::new);
    }

    /**
     * Waits until a clause happens.
     *
     * @return what the select does now; null if the deadline has passed and no clause has happened
     * @throws InterruptedException if the thread is interrupted before a clause happened; none has
     */
    Select.@Nullable Action await(Deadline deadline) throws InterruptedException {
        while (true) {
            Channel.throwIfInterrupted();
            Deal deal;
            List<Waiter<?>> waiters = new ArrayList<>();
            Deadline until = deadline;
            lockAll();
            try {
                Select.Action action = attemptAny();
                if (action != null || deadline.hasPassed()) {
                    return action;
                }
                deal = new Deal();
                for (Clause<?> clause : clauses) {
                    waiters.add(clause.join(deal));
                    until = clause.channel().orWhenDue(until);
                }
            } finally {
                unlockAllAndWake();
            }
            Waiter<?> winner = deal.await(until);
            for (Waiter<?> waiter : waiters) {
                if (waiter != winner) {
                    waiter.withdraw();
                }
            }
            if (winner != null) {
                return winner.outcome();
            }
            // interrupted, the time is up, or a timer's channel is due: see above
        }
    }

    /** Shuffles the clauses and takes the first that can happen. */
    private Select.@Nullable Action attemptAny() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < clauses.length; i++) {
            int other = random.nextInt(i, clauses.length);
            Clause<?> clause = clauses[other];
            clauses[other] = clauses[i];
            clauses[i] = clause;
            Select.Action action = clause.attempt();
            if (action != null) {
                return action;
            }
        }
        return null;
    }

    private void lockAll() {
        for (Channel<?> channel : lockOrder) {
            channel.lock();
        }
    }

    private void unlockAllAndWake() {
        Thread toWake = null;
        for (Channel<?> channel : lockOrder) {
            Thread thread = channel.unlock();
            if (thread != null) {
                toWake = thread; // one clause at most has happened
            }
        }
        LockSupport.unpark(toWake);
    }
}
