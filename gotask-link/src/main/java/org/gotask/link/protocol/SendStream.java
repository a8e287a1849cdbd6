package org.gotask.link.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import org.gotask.TaskMsg;
import org.gotask.link.wire.DatagramWriter;

/** The sending end of one channel: its queue, and the credit that the other end has granted. Not thread-safe. */
public final class SendStream {

    /** The credit before the first grant. */
    static final long FIRST_CREDIT = LinkSettings.FIRST_CREDIT_BYTES;

    /** Messages up to this size are not cut to fill a datagram. */
    private static final int UNCUT_BYTES = 1024;

    /** A larger message begins only with credit for a first part that is worth a frame. */
    private static final long LEAST_CREDIT_TO_BEGIN = LinkSettings.cost(UNCUT_BYTES);

    /** Receives the events of one stream; the rules of {@link EngineEvents} apply. */
    public interface Listener {

        /** The queue, which was full, accepts messages again. */
        void hasRoom();

        /** Messages of this total {@link LinkSettings#cost} have been written to datagrams. */
        default void written(long cost) {}

        /** The last frame of the stream, and all before it, has arrived at the other end. The last event. */
        void settled();
    }

    /** The last frame of the stream. */
    private enum Last {
        /** Not known yet: messages may follow. */
        NONE,
        END,
        FAIL
    }

    final long id;
    final Listener listener;
    private final String taskName;
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
    private long unreportedCost;

    /** Whether the stream waits for a turn, and the bytes left of its turn; for {@link DeficitRoundRobin}. */
    boolean inLine;

    long turnBytes;

    /** Whether a sender waits because the queue is full; for {@link LinkEngine}. */
    boolean awaitsRoom;

    SendStream(long id, String taskName, Listener listener) {
        this.id = id;
        this.taskName = taskName;
        this.name = taskName.getBytes(UTF_8);
        this.listener = listener;
    }

    /** The task whose messages the stream carries. */
    public String taskName() {
        return taskName;
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

    /** Raises the total cost that messages may reach; a grant that was overtaken by a later one changes nothing. */
    void grant(long newLimit) {
        limit = Math.max(limit, newLimit);
    }

    /** No message follows. */
    void end() {
        if (last == Last.NONE) {
            last = Last.END;
        }
    }

    /** Abandons the stream and drops the queue. */
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

    /** Whether a frame can be written now. */
    boolean hasWork() {
        if (lastWritten) {
            return false;
        }
        if (!queue.isEmpty()) {
            return mayWriteMessage();
        }
        return last != Last.NONE || !opened;
    }

    /**
     * Whether the credit suffices for a part of the first message. A small message is charged as a whole when it
     * begins; a larger one by its parts, and the receiver lends the credit that is missing for the rest.
     */
    private boolean mayWriteMessage() {
        boolean small = LinkSettings.isSmall(queue.element().sizeBytes());
        if (headBegun) {
            return small || creditLeft() > 0 || isAffordable(queue.element().sizeBytes() - sentOfHead);
        }
        return creditLeft() >= (small ? 1 : LEAST_CREDIT_TO_BEGIN);
    }

    /** Whether the rest of a large message may be sent without further credit: it may exceed the credit a little. */
    private boolean isAffordable(long cost) {
        return cost <= creditLeft() + LinkSettings.SMALL_MESSAGE_BYTES;
    }

    /** An estimate of the bytes that can be written now, to choose the size of a datagram. */
    long pendingBytes() {
        if (!hasWork()) {
            return 0;
        }
        long allowed = Math.max(0, creditLeft()) + LinkSettings.cost(LinkSettings.SMALL_MESSAGE_BYTES);
        return Math.min(queuedBytes - sentOfHead, allowed) + (opened ? 0 : DatagramWriter.openBytes(id, name)) + 16;
    }

    /** The total cost of the messages that were written since the last call. */
    long takeUnreportedCost() {
        long cost = unreportedCost;
        unreportedCost = 0;
        return cost;
    }

    /**
     * Writes as much as {@link #turnBytes}, the credit and the datagram allow.
     *
     * @return true if the next frame does not fit into the datagram
     */
    boolean write(DatagramWriter writer) {
        if (!opened) {
            if (writer.room() < DatagramWriter.openBytes(id, name)) {
                return true;
            }
            writer.open(id, name);
            opened = true;
        }
        while (turnBytes > 0 && !queue.isEmpty() && mayWriteMessage()) {
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
        boolean small = LinkSettings.isSmall(size);
        if (whole <= writer.room() && (small || (whole <= turnBytes && isAffordable(LinkSettings.cost(size))))) {
            usedCost += LinkSettings.cost(size);
            writer.whole(id, head);
            removeHead();
            return true;
        }
        if (size <= UNCUT_BYTES) {
            return false;
        }
        int part = Math.min(partBytes(writer, size, size), size - 1);
        if (!small && !isAffordable(LinkSettings.cost(size))) {
            part = (int) Math.min(part, creditLeft() - LinkSettings.MESSAGE_OVERHEAD);
        }
        if (part <= 0) {
            return false;
        }
        usedCost += small ? LinkSettings.cost(size) : LinkSettings.cost(part);
        writer.begin(id, head, part);
        headBegun = true;
        sentOfHead = part;
        return true;
    }

    private boolean writeMore(DatagramWriter writer) {
        TaskMsg head = queue.element();
        boolean small = LinkSettings.isSmall(head.sizeBytes());
        int left = head.sizeBytes() - sentOfHead;
        int part = partBytes(writer, head.sizeBytes(), left);
        if (!small && !isAffordable(left)) {
            part = (int) Math.min(part, creditLeft());
        }
        if (part <= 0) {
            return false;
        }
        usedCost += small ? 0 : part;
        writer.more(id, head, sentOfHead, part);
        sentOfHead += part;
        if (sentOfHead == head.sizeBytes()) {
            removeHead();
        }
        return true;
    }

    private int partBytes(DatagramWriter writer, int total, int left) {
        long room = (long) writer.room() - DatagramWriter.partOverheadBytes(id, total);
        // a frame with the last few bytes of a turn would not pay off
        long turn = Math.max(turnBytes, UNCUT_BYTES);
        return (int) Math.min(left, Math.min(room, turn));
    }

    private void removeHead() {
        TaskMsg head = queue.remove();
        queuedCost -= LinkSettings.cost(head.sizeBytes());
        queuedBytes -= DatagramWriter.wholeBytes(id, head.sizeBytes());
        unreportedCost += LinkSettings.cost(head.sizeBytes());
        messages++;
        contentBytes += head.sizeBytes();
        headBegun = false;
        sentOfHead = 0;
    }
}
