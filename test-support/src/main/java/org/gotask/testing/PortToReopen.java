package org.gotask.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a test that closes and reopens it. It lies below the ranges of ephemeral ports of Linux and macOS, so that
 * no other process gets it in between.
 */
public final class PortToReopen {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private PortToReopen() {}

    /**
     * A port of the loopback address that is free now.
     *
     * @throws IOException if a hundred ports could not be opened, with the reason of the last failure
     */
    public static int find() throws IOException {
        IOException refused = new IOException("no port was tried");
        for (int tries = 0; tries < 100; tries++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                refused = e;
            }
        }
        throw refused;
    }
}
