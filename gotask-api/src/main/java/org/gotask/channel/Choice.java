package org.gotask.channel;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Select} with a result: the action of each case returns a value, and {@link #await()} returns the value of
 * the case that happened. Otherwise it behaves like a select.
 *
 * {@snippet file="org/gotask/channel/ChannelExamples.java" region="choice"}
 *
 * <p>Not thread-safe while cases are added; after that any number of threads may await it, also from within its
 * actions.
 *
 * @param <R> the type of the results
 */
public final class Choice<R extends @Nullable Object> {

    /**
     * Computes the result from a received value.
     *
     * @param <T> the type of the values
     * @param <R> the type of the result
     */
    @FunctionalInterface
    public interface Receiver<T, R extends @Nullable Object> {
        /**
         * Runs in the selecting thread after the value was received; its exceptions propagate from
         * {@link Choice#await()}.
         *
         * @param value the value, never null
         * @return the result of the choice
         * @throws InterruptedException if it waits and is interrupted; the value was received nevertheless
         */
        R accept(T value) throws InterruptedException;
    }

    /**
     * Computes the result of a case without a value.
     *
     * @param <R> the type of the result
     */
    @FunctionalInterface
    public interface Action<R extends @Nullable Object> {
        /**
         * Runs in the selecting thread after the case happened; its exceptions propagate from {@link Choice#await()}.
         *
         * @return the result of the choice
         * @throws InterruptedException if it waits and is interrupted; the case has happened nevertheless
         */
        R run() throws InterruptedException;
    }

    private final Cases cases = new Cases();

    private Choice() {}

    /**
     * A choice without cases, for example {@code Choice.<String>create()}.
     *
     * @param <R> the type of the results
     * @return a new choice, to which cases are added
     */
    public static <R extends @Nullable Object> Choice<R> create() {
        return new Choice<>();
    }

    /**
     * Adds a case that receives. When it finds the channel closed and drained, {@link #await()} throws
     * {@link ChannelClosedException}.
     *
     * @param <T> the type of the values
     * @param channel the channel to receive from
     * @param then computes the result from the value
     * @return this choice
     */
    public <T> Choice<R> receive(ReceiveChannel<T> channel, Receiver<? super T, ? extends R> then) {
        Objects.requireNonNull(then, "then");
        cases.receive(channel, value -> withResult(() -> then.accept(value)));
        return this;
    }

    /**
     * Adds a case that receives, with an action for a closed and drained channel.
     *
     * @param <T> the type of the values
     * @param channel the channel to receive from
     * @param then computes the result from the value
     * @param closed computes the result when the channel is closed and drained; in a loop, end the loop or disable the
     *     case then, because it stays ready
     * @return this choice
     */
    public <T> Choice<R> receive(
            ReceiveChannel<T> channel, Receiver<? super T, ? extends R> then, Action<? extends R> closed) {
        Objects.requireNonNull(then, "then");
        Objects.requireNonNull(closed, "closed");
        cases.receive(channel, value -> withResult(() -> then.accept(value)), withResult(closed));
        return this;
    }

    /**
     * Adds a case that sends; each await sends the value again. A closed channel makes the case ready: if it is chosen,
     * {@link #await()} throws {@link ChannelClosedException}.
     *
     * @param <T> the type of the values
     * @param channel the channel to send on
     * @param value the value to send
     * @param then computes the result after the send
     * @return this choice
     * @see Select#send(SendChannel, Object, Select.Action)
     */
    public <T> Choice<R> send(SendChannel<T> channel, T value, Action<? extends R> then) {
        cases.send(channel, value, withResult(Objects.requireNonNull(then, "then")));
        return this;
    }

    /**
     * Adds a case that sends a value which is computed at the start of each await, whichever case then happens. If the
     * supplier throws, so does the await, and no case has happened.
     *
     * @param <T> the type of the values
     * @param channel the channel to send on
     * @param value supplies the value; called in the selecting thread
     * @param then computes the result after the send
     * @return this choice
     */
    public <T> Choice<R> sendFrom(SendChannel<T> channel, Supplier<? extends T> value, Action<? extends R> then) {
        cases.sendFrom(channel, value, withResult(Objects.requireNonNull(then, "then")));
        return this;
    }

    /**
     * Makes the last added receive or send case conditional: it takes part in an await only if the condition holds at
     * the start of the await.
     *
     * {@snippet file="org/gotask/channel/ChannelExamples.java" region="when"}
     *
     * @param condition evaluated at the start of each await, in the selecting thread
     * @return this choice
     * @throws IllegalStateException if no such case has been added
     */
    public Choice<R> when(BooleanSupplier condition) {
        cases.when(condition);
        return this;
    }

    /**
     * Adds a case that happens when no other has within the time, measured from the start of each await. Of several
     * such cases only one with the shortest time can happen.
     *
     * @param timeout how long to wait; zero or less does not wait
     * @param then computes the result when the time is up
     * @return this choice
     */
    public Choice<R> after(Duration timeout, Action<? extends R> then) {
        cases.after(timeout, withResult(Objects.requireNonNull(then, "then")));
        return this;
    }

    /**
     * Adds the case that happens when no other is ready.
     *
     * @param then computes the result if no other case is ready
     * @return this choice
     * @throws IllegalStateException if there is such a case already
     */
    public Choice<R> orElse(Action<? extends R> then) {
        cases.orElse(withResult(Objects.requireNonNull(then, "then")));
        return this;
    }

    /**
     * Waits until one case is ready, performs it, and runs its action. May be called repeatedly; the cases remain.
     *
     * @return the result of the action
     * @throws ChannelClosedException if the chosen case found its channel closed and has no action for that
     * @throws InterruptedException if the thread is interrupted before any case happened, or if the action was
     *     interrupted
     */
    public R await() throws InterruptedException {
        Select.Action chosen = cases.await();
        if (chosen instanceof ResultAction<?> resultAction) {
            @SuppressWarnings("unchecked") // created by one of the methods above
            ResultAction<? extends R> own = (ResultAction<? extends R>) resultAction;
            return own.get();
        }
        chosen.run(); // throws, because the channel is closed
        throw new AssertionError("a case without a result was performed");
    }

    private static <R extends @Nullable Object> ResultAction<R> withResult(Action<? extends R> action) {
        return action::run;
    }
}
