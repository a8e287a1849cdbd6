package org.gotask.channel;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for the first of several channel operations, as Go's {@code select} does: exactly one case happens. If several
 * cases are ready, each is equally likely. The same channel may occur in several cases, to send and to receive; a
 * select never receives a value that it sends itself. {@link #when} and {@link Channel#never()} disable a case. A
 * select without cases waits until it is interrupted.
 *
 * {@snippet file="org/gotask/channel/ChannelExamples.java" region="select"}
 *
 * <p>A {@link Choice} is a select whose actions return a value.
 *
 * <p>A timer or the default happens only if there was a moment at which none of the other cases was ready.
 *
 * <p>Not thread-safe while cases are added; after that any number of threads may await it, also from within its
 * actions.
 *
 * @see <a href="https://go.dev/ref/spec#Select_statements">The Go Programming Language Specification, select
 *     statements</a>
 */
public final class Select {

    /**
     * The action for a received value.
     *
     * @param <T> the type of the values
     */
    @FunctionalInterface
    public interface Receiver<T> {
        /**
         * Runs in the selecting thread after the value was received; its exceptions propagate from
         * {@link Select#await()}.
         *
         * @param value the value, never null
         * @throws InterruptedException if it waits and is interrupted; the value was received nevertheless
         */
        void accept(T value) throws InterruptedException;
    }

    /** The action for a case without a value. */
    @FunctionalInterface
    public interface Action {
        /**
         * Runs in the selecting thread after the case happened; its exceptions propagate from {@link Select#await()}.
         *
         * @throws InterruptedException if it waits and is interrupted; the case has happened nevertheless
         */
        void run() throws InterruptedException;
    }

    private final Cases cases = new Cases();

    private Select() {}

    /**
     * A select without cases.
     *
     * @return a new select, to which cases are added
     */
    public static Select create() {
        return new Select();
    }

    /**
     * Adds a case that receives. When it finds the channel closed and drained, {@link #await()} throws
     * {@link ChannelClosedException}.
     *
     * @param <T> the type of the values
     * @param channel the channel to receive from
     * @param then runs with the value
     * @return this select
     */
    public <T> Select receive(ReceiveChannel<T> channel, Receiver<? super T> then) {
        Objects.requireNonNull(then, "then");
        cases.receive(channel, value -> () -> then.accept(value));
        return this;
    }

    /**
     * Adds a case that receives, with an action for a closed and drained channel.
     *
     * @param <T> the type of the values
     * @param channel the channel to receive from
     * @param then runs with the value
     * @param closed runs when the channel is closed and drained; in a loop, disable the case then, because it stays
     *     ready
     * @return this select
     */
    public <T> Select receive(ReceiveChannel<T> channel, Receiver<? super T> then, Action closed) {
        Objects.requireNonNull(then, "then");
        Objects.requireNonNull(closed, "closed");
        cases.receive(channel, value -> () -> then.accept(value), closed);
        return this;
    }

    /**
     * Adds a case that sends; each await sends the value again. A closed channel makes the case ready: if it is chosen,
     * {@link #await()} throws {@link ChannelClosedException}.
     *
     * <p>A sending end that selects a channel for each value, as that of a scheduler function does, selects it once at
     * the start of each await, whichever case then happens. If it throws to refuse the value, the await throws the same
     * exception, and no case has happened.
     *
     * @param <T> the type of the values
     * @param channel the channel to send on
     * @param value the value to send
     * @param then runs after the send
     * @return this select
     */
    public <T> Select send(SendChannel<T> channel, T value, Action then) {
        cases.send(channel, value, Objects.requireNonNull(then, "then"));
        return this;
    }

    /**
     * Adds a case that sends a value which is computed at the start of each await, whichever case then happens. If the
     * supplier throws, so does the await, and no case has happened.
     *
     * @param <T> the type of the values
     * @param channel the channel to send on
     * @param value supplies the value; called in the selecting thread
     * @param then runs after the send
     * @return this select
     * @see #send(SendChannel, Object, Action)
     */
    public <T> Select sendFrom(SendChannel<T> channel, Supplier<? extends T> value, Action then) {
        cases.sendFrom(channel, value, Objects.requireNonNull(then, "then"));
        return this;
    }

    /**
     * Makes the last added receive or send case conditional: it takes part in an await only if the condition holds at
     * the start of the await. The equivalent of a nil channel in Go.
     *
     * {@snippet file="org/gotask/channel/ChannelExamples.java" region="when"}
     *
     * @param condition evaluated at the start of each await, in the selecting thread
     * @return this select
     * @throws IllegalStateException if no such case has been added
     */
    public Select when(BooleanSupplier condition) {
        cases.when(condition);
        return this;
    }

    /**
     * Adds a case that happens when no other has within the time, measured from the start of each await. Of several
     * such cases only one with the shortest time can happen.
     *
     * @param timeout how long to wait; zero or less does not wait
     * @param then runs when the time is up
     * @return this select
     */
    public Select after(Duration timeout, Action then) {
        cases.after(timeout, Objects.requireNonNull(then, "then"));
        return this;
    }

    /**
     * Adds the case that happens when no other is ready.
     *
     * @param then runs if no other case is ready
     * @return this select
     * @throws IllegalStateException if there is such a case already
     */
    public Select orElse(Action then) {
        cases.orElse(Objects.requireNonNull(then, "then"));
        return this;
    }

    /**
     * Waits until one case is ready, performs it, and runs its action. May be called repeatedly; the cases remain.
     *
     * @throws ChannelClosedException if the chosen case found its channel closed and has no action for that
     * @throws InterruptedException if the thread is interrupted before any case happened, or if the action was
     *     interrupted
     */
    public void await() throws InterruptedException {
        cases.await().run();
    }
}
