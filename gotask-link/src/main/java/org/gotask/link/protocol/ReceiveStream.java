package org.gotask.link.protocol;

import java.util.OptionalInt;
import org.gotask.TaskMsg;
import org.jspecify.annotations.Nullable;

/**
 * The receiving end of one channel: its credit, and the message being joined. Both ends charge a message in the same
 * way: a small one as a whole when it begins, a larger one by its parts. Not thread-safe.
 */
public final class ReceiveStream {

    /** Receives the events of one stream; the rules of {@link EngineEvents} apply. */
    public interface Listener {

        /** The next message of the stream. */
        void message(TaskMsg message);

        /** The most credit that the stream may have now, beside what was lent; at least the first credit. */
        default long share() {
            return Long.MAX_VALUE;
        }

        /**
         * A message has begun that exceeds the credit of the stream. At most one such message of a stream waits.
         *
         * @param bytes the missing credit
         * @return true to lend it at once; otherwise {@link LinkEngine#lend} must follow
         */
        default boolean wants(long bytes) {
            return true;
        }

        /** The credit that a message {@link #wants} is no longer needed, and was not lent. */
        default void wantsNoMore() {}

        /** The credit that was lent is no longer needed: the message was taken or dropped. */
        default void returned() {}

        /** The stream is complete. The last event. */
        void ended();

        /** The other end has abandoned the stream; messages may be missing. The last event. */
        void failed();
    }

    final long id;
    private final String taskName;
    private final long creditBytes;
    private long limit = SendStream.FIRST_CREDIT;
    private long arrivedCost;
    private long takenCost;

    /** The limit that the message being joined needs, while it waits for it; otherwise 0. */
    private long wantedLimit;

    /** The limit that was lent for a message, until the message is taken; otherwise 0. */
    private long lentLimit;

    private @Nullable PartialMessage partial;
    private boolean over;
    private @Nullable Listener listener;
    private long messages;
    private long contentBytes;

    /** Whether a grant waits to be sent; for {@link DeficitRoundRobin}. */
    boolean grantDue;

    ReceiveStream(long id, String taskName, long creditBytes) {
        this.id = id;
        this.taskName = taskName;
        this.creditBytes = creditBytes;
    }

    /** The task whose messages the stream carries. */
    public String taskName() {
        return taskName;
    }

    void listen(@Nullable Listener receiver) {
        listener = receiver;
    }

    /** Receives the messages; null if they are discarded. */
    @Nullable
    Listener listener() {
        return listener;
    }

    /** Whether messages are discarded. */
    public boolean isDiscarded() {
        return listener == null;
    }

    /**
     * Receives a whole message; false if it exceeds the credit, the previous one is incomplete, or the stream is over.
     */
    boolean arrives(int size) {
        return mayBegin() && charge(LinkSettings.cost(size), size);
    }

    /** Begins a message with its first part; false as for {@link #arrives}. */
    boolean begins(int total, int length) {
        long needed = arrivedCost + LinkSettings.cost(total);
        if (!mayBegin() || !charge(LinkSettings.cost(LinkSettings.isSmall(total) ? total : length), total)) {
            return false;
        }
        PartialMessage begun = new PartialMessage(taskName, total);
        if (isDiscarded()) {
            begun.drop();
        }
        partial = begun;
        if (!LinkSettings.isSmall(total) && needed > limit + LinkSettings.SMALL_MESSAGE_BYTES) {
            wantedLimit = needed;
        }
        return true;
    }

    private boolean mayBegin() {
        return !over && partial == null && arrivedCost < limit;
    }

    private boolean charge(long cost, int messageBytes) {
        if (!LinkSettings.isSmall(messageBytes) && arrivedCost + cost > limit + LinkSettings.SMALL_MESSAGE_BYTES) {
            return false;
        }
        arrivedCost += cost;
        return true;
    }

    /** Receives a further part; false if the current message does not miss it, or it exceeds the credit. */
    boolean continues(int length) {
        PartialMessage message = partial;
        return message != null
                && length <= message.missingBytes()
                && (LinkSettings.isSmall(message.sizeBytes()) || charge(length, message.sizeBytes()));
    }

    /** Adds a part that has begun or continued the current message; returns the message if it is complete. */
    @Nullable
    TaskMsg add(byte[] bytes, int offset, int length) {
        PartialMessage message = partial;
        if (message == null) {
            throw new IllegalStateException("no message was begun");
        }
        message.add(bytes, offset, length);
        if (message.missingBytes() > 0) {
            return null;
        }
        partial = null;
        return message.join();
    }

    /** Skips a part of a discarded message; returns the size of the message once it is complete. */
    OptionalInt skip(int length) {
        PartialMessage message = partial;
        if (message == null) {
            throw new IllegalStateException("no message was begun");
        }
        message.skip(length);
        if (message.missingBytes() > 0) {
            return OptionalInt.empty();
        }
        partial = null;
        return OptionalInt.of(message.sizeBytes());
    }

    /** Whether the message being joined waits for credit. */
    boolean wantsMore() {
        return wantedLimit > 0;
    }

    long missingCredit() {
        return wantedLimit - limit;
    }

    /** Grants the credit that the message being joined waits for; false if none does. */
    boolean lend() {
        if (!wantsMore()) {
            return false;
        }
        limit = Math.max(limit, wantedLimit);
        lentLimit = wantedLimit;
        wantedLimit = 0;
        return true;
    }

    /** Drops the content of the message being joined. */
    void dropContent() {
        if (partial != null) {
            partial.drop();
        }
    }

    void delivered(int sizeBytes) {
        messages++;
        contentBytes += sizeBytes;
    }

    /** The reader has taken messages of this cost; true if a new grant is worth sending. */
    boolean taken(long cost) {
        takenCost += cost;
        if (lentLimit > 0 && takenCost >= lentLimit) {
            giveBack();
        }
        return isGrantWorth();
    }

    /** At least the first credit, which suffices to begin any message. */
    private long credit() {
        long most = listener == null ? creditBytes : Math.min(creditBytes, listener.share());
        return Math.max(most, SendStream.FIRST_CREDIT);
    }

    boolean isGrantWorth() {
        long credit = credit();
        return !over && takenCost + credit - limit >= Math.max(1, credit / 2);
    }

    /** The limit to grant now. */
    long grant() {
        grantDue = false;
        limit = Math.max(limit, takenCost + credit());
        if (wantsMore() && limit >= wantedLimit) {
            wantNoMore(); // the reader has taken earlier messages meanwhile
        }
        return limit;
    }

    /**
     * The credit beyond the messages that were taken: those that wait to be taken, and those that may still be sent.
     */
    public long windowBytes() {
        return limit - takenCost;
    }

    private void wantNoMore() {
        wantedLimit = 0;
        if (listener != null) {
            listener.wantsNoMore();
        }
    }

    private void giveBack() {
        lentLimit = 0;
        if (listener != null) {
            listener.returned();
        }
    }

    /** The stream has ended; drops an incomplete message. */
    void over() {
        over = true;
        if (wantsMore()) {
            wantNoMore();
        } else if (partial != null && lentLimit > arrivedCost) {
            giveBack();
        }
        partial = null;
    }

    boolean isWithinMessage() {
        return partial != null;
    }

    /** The cost of the messages that have arrived, complete or not, and were not taken. */
    long waitingCost() {
        return arrivedCost - takenCost;
    }

    /** The cost of the incomplete message, as far as it has arrived. */
    long joiningCost() {
        if (partial == null) {
            return 0;
        }
        int size = partial.sizeBytes();
        return LinkSettings.cost(LinkSettings.isSmall(size) ? size : size - partial.missingBytes());
    }

    long messages() {
        return messages;
    }

    long contentBytes() {
        return contentBytes;
    }
}
