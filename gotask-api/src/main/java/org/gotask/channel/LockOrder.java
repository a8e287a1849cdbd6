package org.gotask.channel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The channels of one select, each once, in the order in which all selects lock them, so that no two selects deadlock.
 * Immutable.
 *
 * <p>The order is that of the identity hash codes, which take no space in a channel. Two channels may have the same
 * one, although rarely. A select with such a tie first acquires a lock that all of them share, so that the order of the
 * tied channels does not matter.
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

    /** Acquires all locks; for a thread that holds none. */
    void lockAll() {
        if (hasTies) {
            TIES.lock();
        }
        while (!tryLockAll()) {
            if (hasTies) {
                TIES.unlock();
            }
            SpinPolicy.yieldToOthers(); // with no lock held: a holder must not wait
            if (hasTies) {
                TIES.lock();
            }
        }
    }

    /** Acquires all locks or none. */
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
            Thread thread = channel.unlockDeferringWake();
            if (thread != null) {
                toWake = thread; // at most one clause has been performed
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
