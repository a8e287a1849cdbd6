package org.gotask.channel;

import java.util.Objects;

/**
 * The result of a receive that can end without a value: a value, nothing yet, or the end of a closed channel. Immutable
 * if the value is.
 *
 * @param <T> the type of the values
 */
public sealed interface Received<T> {

    /**
     * A value was received.
     *
     * @param <T> the type of the value
     * @param value the value
     */
    record Value<T>(T value) implements Received<T> {
        /** Rejects null. */
        public Value {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * No value could be received now, or within the given time; a later receive may succeed.
     *
     * @param <T> the type of the values
     */
    record Empty<T>() implements Received<T> {}

    /**
     * The channel is closed, and all values sent before the close have been received.
     *
     * @param <T> the type of the values
     */
    record Closed<T>() implements Received<T> {}
}
