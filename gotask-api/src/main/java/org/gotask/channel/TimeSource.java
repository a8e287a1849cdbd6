package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/**
 * What a timer's channel receives from, instead of a buffer and senders. No thread watches the time: a receiver that
 * finds nothing due waits no longer than until the next value is. So a timer that nobody waits for costs nothing and is
 * garbage as soon as its channel is. Guarded by the channel's lock.
 */
interface TimeSource<T> {

    /** Takes the value that is due; null if none is yet. */
    @Nullable
    T poll();

    /** True if nothing will ever be due again. */
    boolean isSpent();

    /** How long it is until the next value is due; zero or less if one is. */
    long nanosUntilNext();
}
