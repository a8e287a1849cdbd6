package org.gotask.link;

import org.gotask.TaskMsg;
import org.jspecify.annotations.Nullable;

/** The receiving end of one channel: what was granted and taken, and the message being joined. For one thread. */
final class InStream {

    final long id;
    final String taskName;
    private final long creditBytes;
    private long limit = OutStream.FIRST_CREDIT;
    private long arrivedCost;
    private long takenCost;
    private TaskMsg.@Nullable Parts parts;
    private boolean over;
    private boolean discarded;
    private long messages;
    private long contentBytes;

    /** Whether a grant waits to be sent. */
    boolean grantDue;

    /** What the link keeps for this stream. */
    @Nullable
    Object attachment;

    InStream(long id, String taskName, long creditBytes) {
        this.id = id;
        this.taskName = taskName;
        this.creditBytes = creditBytes;
    }

    /** A message begins; false if that is more than was granted, or the last one is not complete, or all is over. */
    boolean arrives(int size) {
        if (over || parts != null || arrivedCost >= limit) {
            return false;
        }
        arrivedCost += LinkSettings.cost(size);
        return true;
    }

    void begin(int total) {
        parts = TaskMsg.parts(taskName, total);
    }

    /** The part that is complete now, or null; throws nothing if {@link #misses} so many bytes. */
    @Nullable
    TaskMsg add(byte[] bytes, int offset, int length) {
        TaskMsg.Parts joined = parts;
        if (joined == null) {
            throw new IllegalStateException("no message was begun");
        }
        joined.add(bytes, offset, length);
        if (joined.missingBytes() > 0) {
            return null;
        }
        parts = null;
        return joined.join();
    }

    /** Whether a part of so many bytes is expected. */
    boolean misses(int length) {
        return parts != null && length <= parts.missingBytes();
    }

    void delivered(TaskMsg message) {
        messages++;
        contentBytes += message.sizeBytes();
    }

    /** The reader has taken messages of this cost; true if a new grant is worth being told. */
    boolean taken(long cost) {
        takenCost += cost;
        return isGrantWorth();
    }

    boolean isGrantWorth() {
        return !over && takenCost + creditBytes - limit >= Math.max(1, creditBytes / 2);
    }

    /** The limit to be told now. */
    long grant() {
        grantDue = false;
        limit = Math.max(limit, takenCost + creditBytes);
        return limit;
    }

    void over() {
        over = true;
        parts = null;
    }

    boolean isOver() {
        return over;
    }

    boolean isWithinMessage() {
        return parts != null;
    }

    /** Nobody reads it any more: what comes counts as taken. */
    void discard() {
        discarded = true;
    }

    boolean isDiscarded() {
        return discarded;
    }

    /** What has arrived, complete or not, and was not taken. */
    long waitingCost() {
        return arrivedCost - takenCost;
    }

    /** The cost of the message that is not complete. */
    long joiningCost() {
        return parts == null ? 0 : LinkSettings.cost(parts.sizeBytes());
    }

    long messages() {
        return messages;
    }

    long contentBytes() {
        return contentBytes;
    }
}
