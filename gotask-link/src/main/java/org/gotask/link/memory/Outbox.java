package org.gotask.link.memory;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.channel.internal.GatedChannels;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose messages a link sends, and their memory: from the moment when the channel accepts a message until the
 * link has turned it into datagrams. Thread-safe.
 */
public final class Outbox {

    private final Channel<TaskMsg> channel;
    private final @Nullable OutboundShare share;

    private Outbox(Channel<TaskMsg> channel, @Nullable OutboundShare share) {
        this.channel = channel;
        this.share = share;
    }

    /** A channel that is limited only by its capacity. */
    public static Outbox unlimited(Channel<TaskMsg> channel) {
        return new Outbox(Objects.requireNonNull(channel, "channel"), null);
    }

    static Outbox limited(String name, int capacity, DirectionMemory memory) {
        AtomicReference<@Nullable Channel<TaskMsg>> created = new AtomicReference<>();
        OutboundShare share = new OutboundShare(memory, () -> admitWaiting(created.get()));
        Channel<TaskMsg> channel = GatedChannels.create(name, capacity, share);
        created.set(channel);
        return new Outbox(channel, share);
    }

    private static void admitWaiting(@Nullable Channel<TaskMsg> channel) {
        if (channel != null) {
            GatedChannels.admitWaiting(channel);
        }
    }

    /** The channel. */
    public Channel<TaskMsg> channel() {
        return channel;
    }

    /**
     * The link has sent messages that it received from the channel. Called by one thread at a time. Does not block.
     *
     * @param cost their total {@link org.gotask.link.protocol.LinkSettings#cost}
     */
    public void sent(long cost) {
        if (share != null) {
            share.sent(cost);
        }
    }

    /** Frees the memory of a closed channel, whose messages are not sent any more. Freeing again has no effect. */
    public void free() {
        if (share != null) {
            share.free();
        }
    }
}
