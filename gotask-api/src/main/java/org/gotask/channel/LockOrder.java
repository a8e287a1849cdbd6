package org.gotask.channel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The channels of one select, each once, in the order in which all selects take locks, so that no two wait for each other.
 * Immutable.
 *
 * <p>The order is that of identity hash codes, which cost a channel nothing. Two channels with the same one are rare, but
 * there are such; who locks both takes a lock first that all such selects share, so that it does not matter in which order
 * they go on.
 */
final class LockOrder {

    private static final class TieLock extends ChannelLock {}

    private static final TieLock TIES = new TieLock();

    private final Channel<?>[] channels;
    private final boolean hasTies;

    private LockOrder(Channel<?>[] channels, boolean hasTies) {
        this.channels = channels;
        this.hasTies = hasTies;
    }

    static LockOrder of(Clause<?>[] clauses) {
        Channel<?>[] channels = Arrays.stream(clauses)
                .<Channel<?>>map(Clause::channel)
                .distinct()
                .sorted(Comparator.comparingInt(System::identityHashCode))
                .toArray(Channel<?>[]::new);
        boolean hasTies = false;
        for (int i = 1; i < channels.length; i++) {
            hasTies |= System.identityHashCode(channels[i - 1]) == System.identityHashCode(channels[i]);
        }
        return new LockOrder(channels, hasTies);
    }

    /** Takes all locks; for a thread that holds none. */
    void lockAll() {
        if (hasTies) {
            TIES.lock();
        }
        while (!tryLockAll()) {
            if (hasTies) {
                TIES.unlock();
            }
            Patience.letOthersRun(); // without a lock: a holder must not wait
            if (hasTies) {
                TIES.lock();
            }
        }
    }

    /** Takes all locks or none. */
    private boolean tryLockAll() {
        for (int i = 0; i < channels.length; i++) {
            if (!channels[i].tryLock()) {
                for (int taken = 0; taken < i; taken++) {
                    channels[taken].unlock();
                }
                return false;
            }
        }
        return true;
    }

    /** Releases all locks and wakes the thread whose wait was ended under them. */
    void unlockAllAndWake() {
        @Nullable Thread toWake = null;
        for (Channel<?> channel : channels) {
            Thread thread = channel.unlockAndTell();
            if (thread != null) {
                toWake = thread; // one clause at most has happened
            }
        }
        if (hasTies) {
            TIES.unlock();
        }
        if (toWake != null) {
            LockSupport.unpark(toWake);
        }
    }
}
