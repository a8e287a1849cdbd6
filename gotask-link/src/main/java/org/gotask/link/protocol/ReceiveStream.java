package org.gotask.link.protocol;

import org.gotask.TaskMsg;
import org.jspecify.annotations.Nullable;

/** The receiving end of one channel: its credit, and the message being joined. Not thread-safe. */
public final class ReceiveStream {

    /** Receives the events of one stream; the rules of {@link EngineEvents} apply. */
    public interface Listener {

        /** The next message of the stream. */
        void message(TaskMsg message);

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

    /** Begins a message; false if it exceeds the credit, the previous one is incomplete, or the stream is over. */
    boolean arrives(int size) {
        if (over || partial != null || arrivedCost >= limit) {
            return false;
        }
        arrivedCost += LinkSettings.cost(size);
        return true;
    }

    void begin(int total) {
        partial = new PartialMessage(taskName, total);
    }

    /** Whether at least this number of bytes are missing from the current message. */
    boolean misses(int length) {
        return partial != null && length <= partial.missingBytes();
    }

    /** Adds a part that the message {@link #misses}; returns the message if it is complete. */
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

    void delivered(TaskMsg message) {
        messages++;
        contentBytes += message.sizeBytes();
    }

    /** The reader has taken messages of this cost; true if a new grant is worth sending. */
    boolean taken(long cost) {
        takenCost += cost;
        return isGrantWorth();
    }

    boolean isGrantWorth() {
        return !over && takenCost + creditBytes - limit >= Math.max(1, creditBytes / 2);
    }

    /** The limit to grant now. */
    long grant() {
        grantDue = false;
        limit = Math.max(limit, takenCost + creditBytes);
        return limit;
    }

    void over() {
        over = true;
        partial = null;
    }

    boolean isWithinMessage() {
        return partial != null;
    }

    /** The cost of the messages that have arrived, complete or not, and were not taken. */
    long waitingCost() {
        return arrivedCost - takenCost;
    }

    /** The cost of the incomplete message. */
    long joiningCost() {
        return partial == null ? 0 : LinkSettings.cost(partial.sizeBytes());
    }

    long messages() {
        return messages;
    }

    long contentBytes() {
        return contentBytes;
    }
}
