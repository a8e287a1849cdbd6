package org.gotask.mesos.libprocess;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening port of a messenger and the connections that came in on it. Thread-safe. */
final class Listener {

    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    private static final int BACKLOG = 1024;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 100;

    private final ServerSocket server;
    private final Router router;
    private final MessengerThreads threads;
    private final int maxBodyBytes;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<InboundConnection> connections = ConcurrentHashMap.newKeySet();

    private Listener(ServerSocket server, Router router, MessengerThreads threads, int maxBodyBytes) {
        this.server = server;
        this.router = router;
        this.threads = threads;
        this.maxBodyBytes = maxBodyBytes;
    }

    /**
     * Binds the port.
     *
     * @throws IOException if it cannot be bound; the message names address and port
     */
    static Listener open(MessengerConfig config, Router router, MessengerThreads threads) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.bind(new InetSocketAddress(Ipv4.resolve(config.bindHost()), config.port()), BACKLOG);
        } catch (IOException e) {
            server.close();
            throw new IOException(bindProblem(config, e), e);
        }
        return new Listener(server, router, threads, config.maxBodyBytes());
    }

    /** Begins to accept connections, until {@link #stopAccepting}. */
    void start() {
        threads.start("libprocess-accept-" + port(), this::accept);
    }

    InetAddress address() {
        return server.getInetAddress();
    }

    int port() {
        return server.getLocalPort();
    }

    void stopAccepting() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            log.debug("closing the port failed", e);
        }
    }

    void closeConnections() {
        connections.forEach(InboundConnection::close);
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                if (closed.getCount() == 0) {
                    return;
                }
                // out of file descriptors, most likely: others may end soon
                log.warn("cannot accept a connection: port={}, reason={}", port(), e.getMessage());
                if (closesWithin(PAUSE_AFTER_FAILURE_MILLIS)) {
                    return;
                }
            }
        }
    }

    private boolean closesWithin(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void serve(Socket socket) {
        InboundConnection connection = new InboundConnection(socket, router, maxBodyBytes);
        connections.add(connection);
        threads.start("libprocess-in-" + connection.peer(), () -> {
            try {
                connection.run();
            } finally {
                connections.remove(connection);
            }
        });
        if (closed.getCount() == 0) {
            connection.close();
        }
    }

    private static String bindProblem(MessengerConfig config, IOException e) {
        String address = config.bindHost() + ":" + config.port();
        String text = String.valueOf(e.getMessage());
        if (e instanceof BindException && text.contains("in use")) {
            return "cannot listen on " + address
                    + ": the port is in use; choose another one, 0 for any free one, or stop the program that holds it";
        }
        if (e instanceof BindException && text.contains("assign")) {
            return "cannot listen on " + address + ": this machine does not have the address; choose one that it has, "
                    + "or 0.0.0.0 for all";
        }
        return "cannot listen on " + address + ": " + text + "; choose another address or port";
    }
}
