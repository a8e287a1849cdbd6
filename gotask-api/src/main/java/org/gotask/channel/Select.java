package org.gotask.channel;

import java.time.Duration;

/**
 * Waits for the first of several channel operations, as Go's {@code select} does: exactly one case happens.
 * Skeleton.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Select {

    /** What to do with a received value. */
    @FunctionalInterface
    public interface Receiver<T> {
        /** Runs in the selecting thread after the value was taken. */
        void accept(T value) throws InterruptedException;
    }

    /** What to do when a case without a value happened. */
    @FunctionalInterface
    public interface Action {
        /** Runs in the selecting thread after the case happened. */
        void run() throws InterruptedException;
    }

    private Select() {}

    /** A select without cases. */
    public static Select create() {
        return new Select();
    }

    /** Adds a case that receives; when the channel is closed and drained, it throws {@link ChannelClosedException}. */
    public <T> Select receive(ReceiveChannel<T> channel, Receiver<? super T> then) {
        throw new UnsupportedOperationException();
    }

    /** Adds a case that receives, or learns that the channel is closed and drained. */
    public <T> Select receive(ReceiveChannel<T> channel, Receiver<? super T> then, Action closed) {
        throw new UnsupportedOperationException();
    }

    /** Adds a case that sends. */
    public <T> Select send(SendChannel<T> channel, T value, Action then) {
        throw new UnsupportedOperationException();
    }

    /** Adds a case that happens when no other has within the time; several of them count from the start of one await. */
    public Select after(Duration timeout, Action then) {
        throw new UnsupportedOperationException();
    }

    /** Adds the case that happens when no other can at once. */
    public Select orElse(Action then) {
        throw new UnsupportedOperationException();
    }

    /** Waits until one case can happen, lets it happen, and runs its action. May be called again. */
    public void await() throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
