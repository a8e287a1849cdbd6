package org.gotask.mesos.libprocess.outbound;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages queued for one peer, in order, with a limit for their length. A message can be added beyond the limit by
 * a caller that must not wait; it is accepted once the messages before it are shorter than the limit. Guarded by the
 * lock of the outbox.
 */
final class MessageQueue {

    private final long limitBytes;
    private final Deque<byte[]> messages = new ArrayDeque<>();
    private final Deque<Excess> excess = new ArrayDeque<>();
    private List<Runnable> accepted = new ArrayList<>();

    /** The length of all messages that were ever added. */
    private long addedBytes;

    /** The length of those that were written or dropped. */
    private long releasedBytes;

    /** A message that is not accepted yet. */
    private record Excess(long bytesBefore, Runnable accepted) {}

    MessageQueue(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Whether a sender that may wait has to wait. */
    boolean isFull() {
        return isBeyondLimit(addedBytes);
    }

    private boolean isBeyondLimit(long bytesBefore) {
        return bytesBefore - releasedBytes >= limitBytes;
    }

    /** Whether a message is neither written nor dropped, including those in a batch. */
    boolean hasUnwritten() {
        return addedBytes > releasedBytes;
    }

    void add(byte[] message) {
        messages.add(message);
        addedBytes += message.length;
    }

    /**
     * Adds a message even if the queue is full; true if it is accepted. Otherwise {@code onAccepted} will be among the
     * {@link #accepted}.
     */
    boolean addAnyway(byte[] message, Runnable onAccepted) {
        boolean full = isFull();
        if (full) {
            excess.add(new Excess(addedBytes, onAccepted));
        }
        add(message);
        return !full;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    int size() {
        return messages.size();
    }

    byte @Nullable [] peek() {
        return messages.peek();
    }

    /** Drops the first message. */
    void drop() {
        release(messages.remove().length);
    }

    /** Drops all messages. No batch is being written. */
    void dropAll() {
        messages.clear();
        release(addedBytes - releasedBytes);
    }

    /** Moves messages into an empty batch until it has this length. */
    void takeInto(List<byte[]> batch, int bytes) {
        int taken = 0;
        for (byte[] next = messages.poll(); next != null; next = taken < bytes ? messages.poll() : null) {
            batch.add(next);
            taken += next.length;
        }
    }

    /** The first {@code whole} messages of a batch are written; the others return to the front. */
    void written(List<byte[]> batch, int whole) {
        for (int i = batch.size() - 1; i >= whole; i--) {
            messages.addFirst(batch.get(i));
        }
        long bytes = 0;
        for (int i = 0; i < whole; i++) {
            bytes += batch.get(i).length;
        }
        release(bytes);
    }

    private void release(long bytes) {
        releasedBytes += bytes;
        for (Excess next = excess.peek(); next != null && !isBeyondLimit(next.bytesBefore); next = excess.peek()) {
            accepted.add(next.accepted);
            excess.remove();
        }
    }

    /** The actions of the messages that were accepted since the last call; to be run without the lock. */
    List<Runnable> accepted() {
        if (accepted.isEmpty()) {
            return List.of();
        }
        List<Runnable> since = accepted;
        accepted = new ArrayList<>();
        return since;
    }
}
