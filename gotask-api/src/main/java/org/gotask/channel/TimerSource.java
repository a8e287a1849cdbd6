package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/**
 * The source of a timer's channel, in place of a buffer and senders. It needs no thread: a receiver that finds no value
 * due waits at most until the next one is. A timer without receivers therefore does no work, and is garbage once its
 * channel is. Guarded by the channel's lock.
 */
interface TimerSource<T> {

    /** Takes the value that is due; null if there is none yet. */
    @Nullable
    T poll();

    /** True if no further value will be due. */
    boolean isSpent();

    /** The time until the next value is due; zero or less if one is. */
    long nanosUntilNext();
}
