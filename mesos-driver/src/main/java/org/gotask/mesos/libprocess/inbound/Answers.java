package org.gotask.mesos.libprocess.inbound;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import org.gotask.mesos.libprocess.NetworkReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the responses of one connection. Short ones are collected, so that one write sends many. After a failed write
 * further responses are discarded, but requests that have arrived are still handled. Confined to the connection's
 * thread, except for {@link #isOverdue}.
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

    /** Whether the peer exceeds its time limit for reading a response. Thread-safe. */
    boolean isOverdue(long nowNanos, long patienceNanos) {
        return writing.isOverdue(nowNanos, patienceNanos);
    }

    /** Adds a short response to the next {@link #flush}; never blocks. */
    void add(byte[] answer) {
        gathered.writeBytes(answer);
    }

    /** Writes the collected responses if there are many. */
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

    /** Writes a response after those added before. */
    void write(byte[] answer) {
        flush();
        writing.restart();
        writePiece(answer);
    }

    /** Writes a body after the responses added before, without copying the whole. */
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
            // requests that arrived before can still be read, and are handled
            unwanted = true;
            log.debug("{} no longer reads responses: {}", socket.getInetAddress(), NetworkReason.of(e));
        } finally {
            writing.moved(System.nanoTime(), bytes.length);
        }
    }
}
