package org.gotask.system.strangers.program;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections on which an intruder says nothing, or one byte a second; whatever the other side sends is dropped. */
final class Crowd {

    private static final long PERIOD_MILLIS = 1000;

    private final AtomicInteger left;

    /**
     * Sends the beginning.
     *
     * @param connections without a time limit for reading from now on
     * @param beginning nothing for a crowd that stays silent
     */
    Crowd(List<Socket> connections, byte[] beginning) throws IOException {
        left = new AtomicInteger(connections.size());
        for (Socket connection : connections) {
            connection.setSoTimeout(0);
            Thread.ofVirtual().start(() -> drop(connection));
            if (beginning.length > 0) {
                Thread.ofVirtual().start(() -> drip(connection, beginning));
            }
        }
    }

    /** How many connections the other side has not closed. */
    int left() {
        return left.get();
    }

    private void drop(Socket connection) {
        try (connection) {
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // closed by a reset
        }
        left.decrementAndGet();
    }

    private static void drip(Socket connection, byte[] beginning) {
        try {
            connection.getOutputStream().write(beginning);
            while (true) {
                Thread.sleep(PERIOD_MILLIS); // the rate of the attack, for which nobody waits
                connection.getOutputStream().write('x');
            }
        } catch (IOException e) {
            // closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
