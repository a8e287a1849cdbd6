package org.gotask.mesos.libprocess;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the answers of one connection: short ones are gathered, so that many go out with one write. A peer that takes none
 * any more is not answered any more, which is no reason not to hear what it has sent. Confined to the connection's thread,
 * except for {@link #isOverdue}.
 */
final class Answers {

    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private static final int GATHERED_BYTES = 4 * 1024;
    private static final int WRITE_BYTES = 64 * 1024;

    private final Socket socket;
    private final Progress writing;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(64);
    private boolean unwanted;

    Answers(Socket socket, int bytesPerSecond) {
        this.socket = socket;
        writing = new Progress(bytesPerSecond);
    }

    /** Whether the peer has used up its patience over an answer. Any thread may ask. */
    boolean isOverdue(long nowNanos, long patienceNanos) {
        return writing.isOverdue(nowNanos, patienceNanos);
    }

    /** Has a short answer go out with the next {@link #flush}; never waits. */
    void add(byte[] answer) {
        gathered.writeBytes(answer);
    }

    /** Writes them if they are many. */
    void flushIfMany() {
        if (gathered.size() >= GATHERED_BYTES) {
            flush();
        }
    }

    void flush() {
        if (gathered.size() > 0) {
            byte[] all = gathered.toByteArray();
            gathered.reset();
            writing.restart();
            writePiece(all);
        }
    }

    /** Writes after all that was added before. */
    void write(byte[] answer) {
        flush();
        writing.restart();
        writePiece(answer);
    }

    /** Writes after all that was added before, without a copy of the whole. */
    void write(ByteString body) {
        flush();
        writing.restart();
        for (int from = 0; from < body.size(); from += WRITE_BYTES) {
            writePiece(body.substring(from, Math.min(body.size(), from + WRITE_BYTES))
                    .toByteArray());
        }
    }

    private void writePiece(byte[] bytes) {
        if (unwanted) {
            return;
        }
        writing.waits(System.nanoTime());
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // what the peer sent before it went can still be read and counts
            unwanted = true;
            log.debug("{} does not take answers any more: {}", socket.getInetAddress(), NetworkReason.of(e));
        } finally {
            writing.moved(System.nanoTime(), bytes.length);
        }
    }
}
