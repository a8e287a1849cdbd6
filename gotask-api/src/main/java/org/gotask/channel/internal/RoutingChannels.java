package org.gotask.channel.internal;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.gotask.channel.Channel;
import org.gotask.channel.SendChannel;
import org.jspecify.annotations.Nullable;

/**
 * Sending ends that select a target channel for each value. {@link Channel} provides their implementation when it is
 * initialized, because it consists of package-private parts of the channels. Thread-safe.
 */
public final class RoutingChannels {

    private static final AtomicReference<@Nullable Factory> FACTORY = new AtomicReference<>();

    private RoutingChannels() {}

    /**
     * Creates a sending end that selects a target channel for each value. A send waits only for its target, so that a
     * full channel does not block sends to others. The sending end is thread-safe if the router is.
     *
     * <p>Closing it closes this end only, and ends the waits of threads that send through it; {@code onClose} is
     * responsible for the target channels. A send is also refused if its target is closed; the exception then names the
     * target. A send that runs concurrently with the close may still succeed.
     *
     * @param <T> the type of the values
     * @param name appears in the messages of exceptions; an empty name is omitted
     * @param router selects the channel of a value; it may refuse a value by an exception, which the sender receives
     * @param onClose runs once, in the thread that closes the sending end first
     * @return the sending end
     */
    public static <T> SendChannel<T> create(String name, Function<? super T, Channel<T>> router, Runnable onClose) {
        Channel.never(); // initializes the class, which provides the factory
        return Objects.requireNonNull(FACTORY.get()).create(name, router, onClose);
    }

    /**
     * Sets the implementation; only {@link Channel} calls this.
     *
     * @param factory the implementation
     * @throws IllegalStateException if there is one already
     */
    public static void provide(Factory factory) {
        if (!FACTORY.compareAndSet(null, Objects.requireNonNull(factory, "factory"))) {
            throw new IllegalStateException("routing channels have an implementation already");
        }
    }

    /** The implementation of {@link #create}. */
    @FunctionalInterface
    public interface Factory {

        /**
         * Creates a sending end, see {@link RoutingChannels#create}.
         *
         * @param <T> the type of the values
         * @param name appears in the messages of exceptions; an empty name is omitted
         * @param router selects the channel of a value
         * @param onClose runs at the first close
         * @return the sending end
         */
        <T> SendChannel<T> create(String name, Function<? super T, Channel<T>> router, Runnable onClose);
    }
}
