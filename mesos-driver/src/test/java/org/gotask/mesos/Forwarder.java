package org.gotask.mesos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries connections to a port of its own on to another, as the gateway of a network with translated addresses does. */
final class Forwarder implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger carried = new AtomicInteger();

    Forwarder(InetSocketAddress to) throws IOException {
        Thread.ofVirtual().name("forwarder").start(() -> {
            try {
                while (true) {
                    Socket outside = server.accept();
                    sockets.add(outside);
                    Socket inside = new Socket(to.getAddress(), to.getPort());
                    sockets.add(inside);
                    carried.incrementAndGet();
                    pump(outside, inside);
                    pump(inside, outside);
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
    }

    private static void pump(Socket from, Socket to) {
        Thread.ofVirtual().name("forwarder-pump").start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException closed) {
                // by one of both
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections came through. */
    int carried() {
        return carried.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
