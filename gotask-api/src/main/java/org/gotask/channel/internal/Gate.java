package org.gotask.channel.internal;

/**
 * Limits the values in a channel in addition to its capacity, for example to those whose bytes fit into a budget.
 * The channel asks in the order of its senders, under its lock. The methods must be fast, must not wait, throw or use
 * the channel, and must not acquire a lock that another thread holds while it uses the channel.
 *
 * @param <T> the type of the values
 */
public interface Gate<T> {

    /**
     * Admits a value if that is possible now.
     *
     * @param value the value of a sender, while no other sender waits
     * @return true if it was admitted; the channel holds it now
     */
    boolean admit(T value);

    /**
     * Admits the value of the first waiting sender, or promises to call {@link GatedChannels#admitWaiting} when that
     * may have become possible.
     *
     * @param value the value of the sender
     * @return true if it was admitted, and without a promise
     */
    boolean admitOrAwait(T value);

    /**
     * Takes back the admission of a value, because its sender gave up at that moment.
     *
     * @param value the value that was admitted last
     */
    void withdraw(T value);

    /** No sender waits any more: the promise of {@link #admitOrAwait} need not be kept. */
    void noneWaits();
}
