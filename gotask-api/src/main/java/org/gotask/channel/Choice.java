package org.gotask.channel;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Select} that has a result: the action of each case returns a value, and {@link #await()} that of the case that
 * happened. All else is as with a select.
 *
 * {@snippet file="org/gotask/channel/ChannelExamples.java" region="choice"}
 *
 * <p>Not thread-safe while cases are added; after that any number of threads may await it, also from within its actions.
 *
 * @param <R> what the actions return
 */
public final class Choice<R extends @Nullable Object> {

    /**
     * Makes the result of a received value.
     *
     * @param <T> what is received
     * @param <R> what it makes of that
     */
    @FunctionalInterface
    public interface Receiver<T, R extends @Nullable Object> {
        /**
         * Runs in the selecting thread after the value was taken; what it throws leaves {@link Choice#await()}.
         *
         * @param value the value, never null
         * @return the result of the choice
         * @throws InterruptedException if it waits and is interrupted; the value was taken all the same
         */
        R accept(T value) throws InterruptedException;
    }

    /**
     * Makes the result of a case without a value.
     *
     * @param <R> what it makes
     */
    @FunctionalInterface
    public interface Action<R extends @Nullable Object> {
        /**
         * Runs in the selecting thread after the case happened; what it throws leaves {@link Choice#await()}.
         *
         * @return the result of the choice
         * @throws InterruptedException if it waits and is interrupted; the case has happened all the same
         */
        R run() throws InterruptedException;
    }

    private final Cases cases = new Cases();

    private Choice() {}

    /**
     * A choice without cases, for example {@code Choice.<String>create()}.
     *
     * @param <R> what its actions will return
     * @return a new choice, to which cases are added
     */
    public static <R extends @Nullable Object> Choice<R> create() {
        return new Choice<>();
    }

    /**
     * Adds a case that receives. When it finds the channel closed and drained, {@link #await()} throws
     * {@link ChannelClosedException}.
     *
     * @param <T> what is received
     * @param channel where to receive
     * @param then makes the result of the value
     * @return this choice
     */
    public <T> Choice<R> receive(ReceiveChannel<T> channel, Receiver<? super T, ? extends R> then) {
        Objects.requireNonNull(then, "then");
        cases.receive(channel, value -> outcome(() -> then.accept(value)));
        return this;
    }

    /**
     * Adds a case that receives, or learns that the channel is closed and drained.
     *
     * @param <T> what is received
     * @param channel where to receive
     * @param then makes the result of the value
     * @param closed makes the result when the channel is closed and drained; in a loop, end the loop by that or switch the
     *     case off, for it stays ready
     * @return this choice
     */
    public <T> Choice<R> receive(
            ReceiveChannel<T> channel, Receiver<? super T, ? extends R> then, Action<? extends R> closed) {
        Objects.requireNonNull(then, "then");
        Objects.requireNonNull(closed, "closed");
        cases.receive(channel, value -> outcome(() -> then.accept(value)), outcome(closed));
        return this;
    }

    /**
     * Adds a case that sends; each await sends the value again. A closed channel makes the case ready: if it is chosen,
     * {@link #await()} throws {@link ChannelClosedException}.
     *
     * @param <T> what is sent
     * @param channel where to send
     * @param value what to send
     * @param then makes the result when it was sent
     * @return this choice
     * @see Select#send(SendChannel, Object, Select.Action)
     */
    public <T> Choice<R> send(SendChannel<T> channel, T value, Action<? extends R> then) {
        cases.send(channel, value, outcome(Objects.requireNonNull(then, "then")));
        return this;
    }

    /**
     * Adds a case that sends a value which is made anew at the start of each await, whichever case then happens. If the
     * supplier throws, so does the await, and no case has happened.
     *
     * @param <T> what is sent
     * @param channel where to send
     * @param value makes what to send; called in the selecting thread
     * @param then makes the result when it was sent
     * @return this choice
     */
    public <T> Choice<R> sendFrom(SendChannel<T> channel, Supplier<? extends T> value, Action<? extends R> then) {
        cases.sendFrom(channel, value, outcome(Objects.requireNonNull(then, "then")));
        return this;
    }

    /**
     * Switches the case added last, one that receives or sends, off and on: it takes part in an await only if the condition
     * holds at its start.
     *
     * {@snippet file="org/gotask/channel/ChannelExamples.java" region="when"}
     *
     * @param condition asked at the start of each await, in the selecting thread
     * @return this choice
     * @throws IllegalStateException if no such case has been added
     */
    public Choice<R> when(BooleanSupplier condition) {
        cases.when(condition);
        return this;
    }

    /**
     * Adds a case that happens when no other has within the time; several of them count from the start of one await. Only
     * the shortest time can happen; of equal ones any.
     *
     * @param timeout how long to wait; zero or less does not wait
     * @param then makes the result when the time is up
     * @return this choice
     */
    public Choice<R> after(Duration timeout, Action<? extends R> then) {
        cases.after(timeout, outcome(Objects.requireNonNull(then, "then")));
        return this;
    }

    /**
     * Adds the case that happens when no other can at once.
     *
     * @param then makes the result then
     * @return this choice
     * @throws IllegalStateException if there is such a case already
     */
    public Choice<R> orElse(Action<? extends R> then) {
        cases.orElse(outcome(Objects.requireNonNull(then, "then")));
        return this;
    }

    /**
     * Waits until one case can happen, lets it happen, and runs its action. May be called again; the cases stay.
     *
     * @return what the action has returned
     * @throws ChannelClosedException if the chosen case found its channel closed and has no action for that
     * @throws InterruptedException if the thread is interrupted before a case happened; none has. Or if the action was
     *     interrupted
     */
    public R await() throws InterruptedException {
        Select.Action chosen = cases.await();
        if (chosen instanceof Outcome<?> outcome) {
            @SuppressWarnings("unchecked") // all outcomes come from the methods above
            Outcome<? extends R> own = (Outcome<? extends R>) outcome;
            return own.get();
        }
        chosen.run(); // throws, for the channel is closed
        throw new AssertionError("a case without a result has happened");
    }

    private static <R extends @Nullable Object> Outcome<R> outcome(Action<? extends R> action) {
        return action::run;
    }
}
