package org.gotask.channel;

import java.util.Objects;

/** The answer of a receive that does not wait for ever: a value, nothing yet, or closed for good. */
public sealed interface Received<T> {

    /** A value was received. */
    record Value<T>(T value) implements Received<T> {
        /** Refuses null. */
        public Value {
            Objects.requireNonNull(value, "value");
        }
    }

    /** Nothing could be received now, or within the time given; there may be something later. */
    record Empty<T>() implements Received<T> {}

    /** The channel is closed and everything sent before the close has been received. */
    record Closed<T>() implements Received<T> {}
}
