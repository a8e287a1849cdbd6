package org.gotask.link.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gotask.link.wire.DatagramWriter;
import org.gotask.link.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * Selects the frames of the next datagram: grants first, then the streams in turn, each for a fixed number of bytes, so
 * that neither many nor large messages on one stream delay the others for long. Not thread-safe.
 *
 * @see <a href="https://doi.org/10.1109/90.502236">Shreedhar and Varghese, Efficient Fair Queuing using Deficit Round
 *     Robin</a>
 */
final class DeficitRoundRobin {

    /** The number of turns in a full datagram. */
    private static final int TURNS = 8;

    private final int turnBytes;
    private final Map<Long, SendStream> streams = new HashMap<>();

    /** The streams that have frames to write. */
    private final Deque<SendStream> line = new ArrayDeque<>();

    private final Deque<ReceiveStream> grants = new ArrayDeque<>();
    private long lastId;

    DeficitRoundRobin(int datagramBytes) {
        turnBytes = datagramBytes / TURNS;
    }

    SendStream open(String taskName, SendStream.Listener listener) {
        SendStream stream = new SendStream(++lastId, taskName, listener);
        streams.put(stream.id, stream);
        return stream;
    }

    long lastId() {
        return lastId;
    }

    @Nullable
    SendStream find(long id) {
        return streams.get(id);
    }

    void remove(SendStream stream) {
        streams.remove(stream.id);
    }

    Collection<SendStream> streams() {
        return streams.values();
    }

    /** The stream may have frames to write. */
    void ready(SendStream stream) {
        if (!stream.inLine && stream.hasWork()) {
            stream.inLine = true;
            line.addLast(stream);
        }
    }

    /** The stream has credit to grant. */
    void grantDue(ReceiveStream stream) {
        if (!stream.grantDue) {
            stream.grantDue = true;
            grants.addLast(stream);
        }
    }

    boolean isEmpty() {
        return line.isEmpty() && grants.isEmpty();
    }

    /** An estimate of the bytes that can be written now, up to {@code enough}. */
    long pendingBytes(long enough) {
        long pending = 2L * (1 + WireFormat.MAX_VARINT_BYTES) * grants.size();
        for (SendStream stream : line) {
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
     * @param onTurn receives each stream after its turn
     * @return the streams whose last frame was written
     */
    List<SendStream> fill(DatagramWriter writer, Consumer<SendStream> onTurn) {
        writeGrants(writer);
        List<SendStream> over = new ArrayList<>(0);
        boolean full = false;
        while (!full && !line.isEmpty()) {
            SendStream stream = line.removeFirst();
            if (!stream.hasWork()) {
                leave(stream);
                continue;
            }
            if (stream.turnBytes <= 0) {
                stream.turnBytes += line.isEmpty() ? Math.max(turnBytes, writer.room()) : turnBytes;
            }
            full = stream.write(writer);
            onTurn.accept(stream);
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

    private static void leave(SendStream stream) {
        stream.inLine = false;
        stream.turnBytes = 0;
    }

    private void writeGrants(DatagramWriter writer) {
        while (!grants.isEmpty() && writer.room() > 2 * (1 + WireFormat.MAX_VARINT_BYTES)) {
            ReceiveStream stream = grants.removeFirst();
            writer.credit(stream.id, stream.grant());
        }
    }
}
