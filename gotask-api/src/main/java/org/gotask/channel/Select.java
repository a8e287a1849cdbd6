package org.gotask.channel;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for the first of several channel operations, as Go's {@code select} does: exactly one case happens. Among the
 * cases that can happen at once each is equally likely. The same channel may occur in several cases, to send and to
 * receive; a select never receives what it sends itself. {@link #when} and {@link Channel#never()} switch a case off. A
 * select without cases waits until it is interrupted.
 *
 * {@snippet file="org/gotask/channel/ChannelExamples.java" region="select"}
 *
 * <p>A {@link Choice} is a select whose actions return a value.
 *
 * <p>The cases are tried together: a timer or the default happens only if at one moment none of the others could.
 *
 * <p>Not thread-safe while cases are added; after that any number of threads may await it, also from within its actions.
 *
 * @see <a href="https://go.dev/ref/spec#Select_statements">The Go Programming Language Specification, select statements</a>
 */
public final class Select {

    /**
     * What to do with a received value.
     *
     * @param <T> what is received
     */
    @FunctionalInterface
    public interface Receiver<T> {
        /**
         * Runs in the selecting thread after the value was taken; what it throws leaves {@link Select#await()}.
         *
         * @param value the value, never null
         * @throws InterruptedException if it waits and is interrupted; the value was taken all the same
         */
        void accept(T value) throws InterruptedException;
    }

    /** What to do when a case without a value happened. */
    @FunctionalInterface
    public interface Action {
        /**
         * Runs in the selecting thread after the case happened; what it throws leaves {@link Select#await()}.
         *
         * @throws InterruptedException if it waits and is interrupted; the case has happened all the same
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
     * @param <T> what is received
     * @param channel where to receive
     * @param then what to do with the value
     * @return this select
     */
    public <T> Select receive(ReceiveChannel<T> channel, Receiver<? super T> then) {
        Objects.requireNonNull(then, "then");
        cases.receive(channel, value -> () -> then.accept(value));
        return this;
    }

    /**
     * Adds a case that receives, or learns that the channel is closed and drained.
     *
     * @param <T> what is received
     * @param channel where to receive
     * @param then what to do with the value
     * @param closed what to do when the channel is closed and drained; in a loop, switch the case off by then, for it stays
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
     * <p>A sending end that chooses a channel for each value, as that of a scheduler function does, is asked once at the start
     * of each await, whichever case then happens; if it refuses the value by an exception, so does the await, and no case has
     * happened.
     *
     * @param <T> what is sent
     * @param channel where to send
     * @param value what to send
     * @param then what to do when it was sent
     * @return this select
     */
    public <T> Select send(SendChannel<T> channel, T value, Action then) {
        cases.send(channel, value, Objects.requireNonNull(then, "then"));
        return this;
    }

    /**
     * Adds a case that sends a value which is made anew at the start of each await, whichever case then happens. If the
     * supplier throws, so does the await, and no case has happened.
     *
     * @param <T> what is sent
     * @param channel where to send
     * @param value makes what to send; called in the selecting thread
     * @param then what to do when it was sent
     * @return this select
     * @see #send(SendChannel, Object, Action)
     */
    public <T> Select sendFrom(SendChannel<T> channel, Supplier<? extends T> value, Action then) {
        cases.sendFrom(channel, value, Objects.requireNonNull(then, "then"));
        return this;
    }

    /**
     * Switches the case added last, one that receives or sends, off and on: it takes part in an await only if the condition
     * holds at its start. What Go does with a nil channel.
     *
     * {@snippet file="org/gotask/channel/ChannelExamples.java" region="when"}
     *
     * @param condition asked at the start of each await, in the selecting thread
     * @return this select
     * @throws IllegalStateException if no such case has been added
     */
    public Select when(BooleanSupplier condition) {
        cases.when(condition);
        return this;
    }

    /**
     * Adds a case that happens when no other has within the time; several of them count from the start of one await. Only
     * the shortest time can happen; of equal ones any.
     *
     * @param timeout how long to wait; zero or less does not wait
     * @param then what to do when the time is up
     * @return this select
     */
    public Select after(Duration timeout, Action then) {
        cases.after(timeout, Objects.requireNonNull(then, "then"));
        return this;
    }

    /**
     * Adds the case that happens when no other can at once.
     *
     * @param then what to do then
     * @return this select
     * @throws IllegalStateException if there is such a case already
     */
    public Select orElse(Action then) {
        cases.orElse(Objects.requireNonNull(then, "then"));
        return this;
    }

    /**
     * Waits until one case can happen, lets it happen, and runs its action. May be called again; the cases stay.
     *
     * @throws ChannelClosedException if the chosen case found its channel closed and has no action for that
     * @throws InterruptedException if the thread is interrupted before a case happened; none has. Or if the action was
     *     interrupted
     */
    public void await() throws InterruptedException {
        cases.await().run();
    }
}
