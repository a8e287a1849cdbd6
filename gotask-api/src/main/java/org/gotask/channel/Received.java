package org.gotask.channel;

import java.util.Objects;

/** The result of a receive with a time limit: a value, nothing yet, or the end of a closed channel. */
public sealed interface Received<T> {

    /** A value was received. */
    record Value<T>(T value) implements Received<T> {
        /** Rejects null. */
        public Value {
            Objects.requireNonNull(value, "value");
        }
    }

    /** Nothing could be received now, or within the given time; a later receive may succeed. */
    record Empty<T>() implements Received<T> {}

    /** The channel is closed and everything sent before the close has been received. */
    record Closed<T>() implements Received<T> {}
}
