package org.gotask.mesos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Forwards connections from its own port to another one, as a gateway with address translation does. */
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
                // the test has ended
            }
        });
    }

    private static void pump(Socket from, Socket to) {
        Thread.ofVirtual().name("forwarder-pump").start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException closed) {
                // by one of the two threads
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    /** The number of connections. */
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
