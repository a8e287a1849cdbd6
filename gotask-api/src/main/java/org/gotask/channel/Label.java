package org.gotask.channel;

import org.jspecify.annotations.Nullable;

/**
 * What only few channels have, or not until their end: together, so that all the others share one and stay small.
 *
 * @param name for the messages of exceptions; empty if there is none
 * @param source what a timer's channel receives from instead of senders
 * @param closeReason for the messages of exceptions, empty if there is none; null as long as the channel is open
 */
record Label<T>(
        String name,
        @Nullable TimeSource<T> source,
        @Nullable String closeReason) {

    private static final Label<?> OPEN = new Label<>("", null, null);
    private static final Label<?> CLOSED = new Label<>("", null, "");

    static <T> Label<T> of(String name) {
        return name.isEmpty() ? shared(OPEN) : new Label<>(name, null, null);
    }

    static <T> Label<T> of(TimeSource<T> source) {
        return new Label<>("", source, null);
    }

    Label<T> closed(String reason) {
        return name.isEmpty() && source == null && reason.isEmpty()
                ? shared(CLOSED)
                : new Label<>(name, source, reason);
    }

    boolean isClosed() {
        return closeReason != null;
    }

    @SuppressWarnings("unchecked") // has no source
    private static <T> Label<T> shared(Label<?> label) {
        return (Label<T>) label;
    }
}
