package org.gotask.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what goes into the next datagram: grants first, then the streams in turn, each for a fixed number of bytes, so
 * that neither many messages nor long ones on one stream hold up the others for long. For one thread.
 *
 * @see <a href="https://doi.org/10.1109/90.502236">Shreedhar and Varghese, Efficient Fair Queuing using Deficit Round
 *     Robin</a>
 */
final class SendTurns {

    /** How many turns there are in a datagram. */
    private static final int TURNS = 8;

    private final int turnBytes;
    private final Map<Long, OutStream> streams = new HashMap<>();

    /** Those that have something to write now. */
    private final Deque<OutStream> line = new ArrayDeque<>();

    private final Deque<InStream> grants = new ArrayDeque<>();
    private long lastId;

    SendTurns(int datagramBytes) {
        turnBytes = datagramBytes / TURNS;
    }

    OutStream open(String taskName) {
        OutStream stream = new OutStream(++lastId, taskName);
        streams.put(stream.id, stream);
        return stream;
    }

    long lastId() {
        return lastId;
    }

    @Nullable
    OutStream find(long id) {
        return streams.get(id);
    }

    void remove(OutStream stream) {
        streams.remove(stream.id);
    }

    Collection<OutStream> streams() {
        return streams.values();
    }

    /** The stream may have something to write now. */
    void ready(OutStream stream) {
        if (!stream.inLine && stream.hasWork()) {
            stream.inLine = true;
            line.addLast(stream);
        }
    }

    /** The stream wants to grant more. */
    void ready(InStream stream) {
        if (!stream.grantDue) {
            stream.grantDue = true;
            grants.addLast(stream);
        }
    }

    boolean isEmpty() {
        return line.isEmpty() && grants.isEmpty();
    }

    /** Whether there is enough for so many bytes; otherwise about what there is. */
    long pendingBytes(long enough) {
        long pending = 2L * (1 + WireFormat.MAX_VARINT_BYTES) * grants.size();
        for (OutStream stream : line) {
            if (pending >= enough) {
                break;
            }
            pending += stream.pendingBytes();
        }
        return Math.min(pending, enough);
    }

    /**
     * Fills a datagram.
     *
     * @param written hears of each stream that had its turn
     * @return the streams whose last frame was written
     */
    List<OutStream> fill(DatagramWriter writer, Consumer<OutStream> written) {
        writeGrants(writer);
        List<OutStream> over = new ArrayList<>(0);
        boolean full = false;
        while (!full && !line.isEmpty()) {
            OutStream stream = line.removeFirst();
            if (!stream.hasWork()) {
                leave(stream);
                continue;
            }
            if (stream.turnBytes <= 0) {
                stream.turnBytes += line.isEmpty() ? Math.max(turnBytes, writer.room()) : turnBytes;
            }
            full = stream.write(writer);
            written.accept(stream);
            if (stream.isOver()) {
                over.add(stream);
            }
            if (!stream.hasWork()) {
                leave(stream);
            } else if (full && stream.turnBytes > 0) {
                line.addFirst(stream);
            } else {
                line.addLast(stream);
            }
        }
        return over.isEmpty() ? List.of() : over;
    }

    private static void leave(OutStream stream) {
        stream.inLine = false;
        stream.turnBytes = 0;
    }

    private void writeGrants(DatagramWriter writer) {
        while (!grants.isEmpty() && writer.room() > 2 * (1 + WireFormat.MAX_VARINT_BYTES)) {
            InStream stream = grants.removeFirst();
            writer.credit(stream.id, stream.grant());
        }
    }
}
