package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/**
 * What only few channels have, or not until their end: together, so that all the others share one and stay small.
 *
 * @param name for the messages of exceptions; empty if there is none
 * @param source what a timer's channel receives from instead of senders
 * @param closeReason for the messages of exceptions once the channel is closed; empty if there is none
 */
record Label<T>(String name, @Nullable TimeSource<T> source, String closeReason) {

    private static final Label<?> NONE = new Label<>("", null, "");

    static <T> Label<T> of(String name) {
        return name.isEmpty() ? none() : new Label<>(name, null, "");
    }

    static <T> Label<T> of(TimeSource<T> source) {
        return new Label<>("", source, "");
    }

    Label<T> closed(String reason) {
        return reason.isEmpty() ? this : new Label<>(name, source, reason);
    }

    @SuppressWarnings("unchecked") // has no source
    private static <T> Label<T> none() {
        return (Label<T>) NONE;
    }
}
