package org.gotask.channel;

import org.gotask.channel.internal.Gate;
import org.jspecify.annotations.Nullable;

/**
 * State that few channels have: a name, a timer, a gate, or the reason of the close. It is a separate object, which
 * channels without any of it share, so that a channel stays small. Immutable.
 *
 * @param name for exception messages; empty if the channel has no name
 * @param source the source of the values of a timer's channel; null for all others
 * @param gate limits the values in addition to the capacity; null for most channels
 * @param closeReason for exception messages, empty if none was given; null while the channel is open
 */
record ChannelInfo<T>(
        String name,
        @Nullable TimerSource<T> source,
        @Nullable Gate<T> gate,
        @Nullable String closeReason) {

    private static final ChannelInfo<?> OPEN = new ChannelInfo<>("", null, null, null);
    private static final ChannelInfo<?> CLOSED = new ChannelInfo<>("", null, null, "");

    static <T> ChannelInfo<T> of(String name) {
        return name.isEmpty() ? shared(OPEN) : new ChannelInfo<>(name, null, null, null);
    }

    static <T> ChannelInfo<T> of(TimerSource<T> source) {
        return new ChannelInfo<>("", source, null, null);
    }

    static <T> ChannelInfo<T> of(String name, Gate<T> gate) {
        return new ChannelInfo<>(name, null, gate, null);
    }

    ChannelInfo<T> closed(String reason) {
        return name.isEmpty() && source == null && gate == null && reason.isEmpty()
                ? shared(CLOSED)
                : new ChannelInfo<>(name, source, gate, reason);
    }

    boolean isClosed() {
        return closeReason != null;
    }

    @SuppressWarnings("unchecked") // has neither source nor gate
    private static <T> ChannelInfo<T> shared(ChannelInfo<?> info) {
        return (ChannelInfo<T>) info;
    }
}
