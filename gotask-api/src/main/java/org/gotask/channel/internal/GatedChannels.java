package org.gotask.channel.internal;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.gotask.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Channels with a {@link Gate}. {@link Channel} provides their implementation when it is initialized, because it
 * consists of package-private parts of the channels. Thread-safe.
 */
public final class GatedChannels {

    private static final AtomicReference<@Nullable Factory> FACTORY = new AtomicReference<>();

    private GatedChannels() {}

    /**
     * Creates a channel that accepts a value when there is a place in its buffer and its gate admits the value. All
     * promises of {@link Channel} hold; in particular no send overtakes one that waits for the gate.
     *
     * @param <T> the type of the values
     * @param name appears in the messages of exceptions; an empty name is omitted
     * @param capacity the number of values that can be buffered, from 1
     * @param gate admits the values
     * @return a new channel
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public static <T> Channel<T> create(String name, int capacity, Gate<T> gate) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(gate, "gate");
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "capacity of a channel with a gate out of range: capacity=" + capacity + ", expected 1 or more");
        }
        return factory().create(name, capacity, gate);
    }

    /**
     * Asks the gate of a channel again for the values of waiting senders. Must not be called by the gate while the
     * channel asks it.
     *
     * @param channel a channel with a gate; for any other this does nothing
     */
    public static void admitWaiting(Channel<?> channel) {
        factory().admitWaiting(Objects.requireNonNull(channel, "channel"));
    }

    private static Factory factory() {
        Channel.never(); // initializes the class, which provides the factory
        return Objects.requireNonNull(FACTORY.get());
    }

    /**
     * Sets the implementation; only {@link Channel} calls this.
     *
     * @param factory the implementation
     * @throws IllegalStateException if there is one already
     */
    public static void provide(Factory factory) {
        if (!FACTORY.compareAndSet(null, Objects.requireNonNull(factory, "factory"))) {
            throw new IllegalStateException("channels with gates have an implementation already");
        }
    }

    /** The implementation of channels with gates. */
    public interface Factory {

        /**
         * Creates a channel, see {@link GatedChannels#create}.
         *
         * @param <T> the type of the values
         * @param name appears in the messages of exceptions
         * @param capacity the number of values that can be buffered
         * @param gate admits the values
         * @return a new channel
         */
        <T> Channel<T> create(String name, int capacity, Gate<T> gate);

        /**
         * Asks the gate again, see {@link GatedChannels#admitWaiting}.
         *
         * @param channel the channel
         */
        void admitWaiting(Channel<?> channel);
    }
}
