package org.gotask.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import org.gotask.TaskMsg;
import org.jspecify.annotations.Nullable;

/** The sending end of one channel: what waits to be sent, and how much the other end has granted. For one thread. */
final class OutStream {

    /** What may be sent before the other end has said a word. */
    static final long FIRST_CREDIT = 64 << 10;

    /** Messages as small as this are not cut to fill up a datagram. */
    private static final int UNCUT_BYTES = 1024;

    /** Messages as small as this are not cut to end a turn. */
    private static final int UNCUT_IN_TURN_BYTES = 4096;

    private enum Last {
        NONE,
        END,
        FAIL
    }

    final long id;
    final String taskName;
    private final byte[] name;
    private final Deque<TaskMsg> queue = new ArrayDeque<>();
    private long queuedCost;
    private long queuedBytes; // as frames
    private long limit = FIRST_CREDIT;
    private long usedCost;
    private int sentOfHead;
    private boolean headBegun;
    private boolean opened;
    private Last last = Last.NONE;
    private boolean lastWritten;
    private long messages;
    private long contentBytes;

    /** Whether it stands in line for its turn, and how much of the turn is left. */
    boolean inLine;

    long turnBytes;

    /** Whether somebody waits to add a message. */
    boolean awaitsRoom;

    /** What the link keeps for this stream. */
    @Nullable
    Object attachment;

    OutStream(long id, String taskName) {
        this.id = id;
        this.taskName = taskName;
        this.name = taskName.getBytes(UTF_8);
    }

    void add(TaskMsg message) {
        queue.add(message);
        queuedCost += LinkSettings.cost(message.sizeBytes());
        queuedBytes += DatagramWriter.wholeBytes(id, message.sizeBytes());
    }

    long queuedCost() {
        return queuedCost;
    }

    long messages() {
        return messages;
    }

    long contentBytes() {
        return contentBytes;
    }

    long creditLeft() {
        return limit - usedCost;
    }

    void grant(long newLimit) {
        limit = Math.max(limit, newLimit);
    }

    void end() {
        if (last == Last.NONE) {
            last = Last.END;
        }
    }

    /** Drops what waits. */
    void fail() {
        if (!lastWritten) {
            last = Last.FAIL;
            queue.clear();
            queuedCost = 0;
            queuedBytes = 0;
            headBegun = false;
            sentOfHead = 0;
        }
    }

    /** Whether there is something to write now. */
    boolean hasWork() {
        if (lastWritten) {
            return false;
        }
        if (!queue.isEmpty()) {
            return headBegun || usedCost < limit;
        }
        return last != Last.NONE || !opened;
    }

    /** About how many bytes it would write now; for choosing the size of a datagram. */
    long pendingBytes() {
        return hasWork() ? queuedBytes - sentOfHead + (opened ? 0 : DatagramWriter.openBytes(id, name)) + 16 : 0;
    }

    /**
     * Writes what its turn and the room allow.
     *
     * @return true if there was no room for the next frame
     */
    boolean write(DatagramWriter writer) {
        if (!opened) {
            if (writer.room() < DatagramWriter.openBytes(id, name)) {
                return true;
            }
            writer.open(id, name);
            opened = true;
        }
        while (turnBytes > 0 && !queue.isEmpty() && (headBegun || usedCost < limit)) {
            int before = writer.room();
            if (!(headBegun ? writeMore(writer) : writeHead(writer))) {
                return true;
            }
            turnBytes -= before - writer.room();
        }
        if (queue.isEmpty() && last != Last.NONE && !lastWritten) {
            if (writer.room() < DatagramWriter.lastBytes(id)) {
                return true;
            }
            if (last == Last.END) {
                writer.end(id);
            } else {
                writer.fail(id);
            }
            lastWritten = true;
        }
        return false;
    }

    /** Whether its last frame is written. */
    boolean isOver() {
        return lastWritten;
    }

    private boolean writeHead(DatagramWriter writer) {
        TaskMsg head = queue.element();
        int size = head.sizeBytes();
        int whole = DatagramWriter.wholeBytes(id, size);
        if (whole <= writer.room() && (whole <= turnBytes || size <= UNCUT_IN_TURN_BYTES)) {
            charge(size);
            writer.whole(id, head);
            removeHead();
            return true;
        }
        if (size <= UNCUT_BYTES) {
            return false;
        }
        int part = Math.min(partBytes(writer, size, size), size - 1);
        if (part <= 0) {
            return false;
        }
        charge(size);
        writer.begin(id, head, part);
        headBegun = true;
        sentOfHead = part;
        return true;
    }

    private boolean writeMore(DatagramWriter writer) {
        TaskMsg head = queue.element();
        int part = partBytes(writer, head.sizeBytes(), head.sizeBytes() - sentOfHead);
        if (part <= 0) {
            return false;
        }
        writer.more(id, head, sentOfHead, part);
        sentOfHead += part;
        if (sentOfHead == head.sizeBytes()) {
            removeHead();
        }
        return true;
    }

    private int partBytes(DatagramWriter writer, int total, int left) {
        long room = (long) writer.room() - DatagramWriter.partOverheadBytes(id, total);
        // a turn's rest of a few bytes is not worth a frame
        long turn = Math.max(turnBytes, UNCUT_BYTES);
        return (int) Math.min(left, Math.min(room, turn));
    }

    private void charge(int size) {
        usedCost += LinkSettings.cost(size);
    }

    private void removeHead() {
        TaskMsg head = queue.remove();
        queuedCost -= LinkSettings.cost(head.sizeBytes());
        queuedBytes -= DatagramWriter.wholeBytes(id, head.sizeBytes());
        messages++;
        contentBytes += head.sizeBytes();
        headBegun = false;
        sentOfHead = 0;
    }
}
