package org.gotask.mesos.libprocess.inbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.mesos.libprocess.address.Ipv4;
import org.gotask.mesos.libprocess.threads.MessengerThreads;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.text.FaultText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening port of a messenger. Thread-safe. */
public final class Listener {

    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    private static final int BACKLOG = 1024;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 100;

    private final ServerSocket server;
    private final RateLimitedLogger peersLog = new RateLimitedLogger(log.getName());
    private final MessengerThreads threads;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean portClosed;

    private Listener(ServerSocket server, MessengerThreads threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Binds the port.
     *
     * @throws IOException if it cannot be bound; the message names address and port
     */
    public static Listener open(MessengerConfig config, MessengerThreads threads) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.bind(new InetSocketAddress(Ipv4.resolve(config.bindHost()), config.port()), BACKLOG);
        } catch (IOException e) {
            server.close();
            throw new IOException(bindProblem(config, e), e);
        }
        return new Listener(server, threads);
    }

    /** Begins to accept connections, until {@link #stopAccepting} or {@link #close}. */
    public void start(Inbound inbound) {
        threads.start("libprocess-accept-" + port(), () -> accept(inbound));
        threads.start("libprocess-watch-" + port(), () -> inbound.watchProgress(closed));
    }

    public InetAddress address() {
        return server.getInetAddress();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Ends the listener with the messenger: stops accepting, and no longer watches the progress of requests. */
    public void close() {
        closed.countDown();
        stopAccepting();
    }

    /** Closes the port. Existing connections stay. */
    public void stopAccepting() {
        portClosed = true;
        try {
            server.close();
        } catch (IOException e) {
            log.debug("closing the port failed: {}", NetworkReason.of(e));
        }
    }

    private void accept(Inbound inbound) {
        while (!portClosed) {
            try {
                inbound.awaitCapacity();
                Socket socket = server.accept();
                inbound.serve(socket);
                if (closed.getCount() == 0) {
                    inbound.closeAll();
                }
            } catch (IOException e) {
                if (portClosed || cannotAccept(inbound, NetworkReason.of(e))) {
                    return;
                }
            } catch (RuntimeException | Error e) {
                // out of memory, or of file descriptors to load a class; peers continue to connect to the port
                if (portClosed || cannotAccept(inbound, FaultText.of(e))) {
                    return;
                }
            } catch (InterruptedException e) {
                return; // the messenger closes
            }
        }
    }

    /** Probably out of file descriptors. Waits a moment; true if the listener is closed. */
    private boolean cannotAccept(Inbound inbound, String reason) {
        peersLog.warn("accept", "cannot accept a connection: port=" + port() + ", reason=" + reason);
        inbound.closeSomeStrangers();
        return closesWithin(PAUSE_AFTER_FAILURE_MILLIS);
    }

    private boolean closesWithin(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String bindProblem(MessengerConfig config, IOException e) {
        String address = config.bindHost() + ":" + config.port();
        return switch (NetworkReason.of(e)) {
            case NetworkReason.IN_USE ->
                "cannot listen on " + address
                        + ": the port is in use; choose another one, 0 for any free one, or stop the program that"
                        + " holds it";
            case NetworkReason.NOT_LOCAL ->
                "cannot listen on " + address + ": this machine does not have the address; choose one that it has, "
                        + "or 0.0.0.0 for all";
            case String reason -> "cannot listen on " + address + ": " + reason + "; choose another address or port";
        };
    }
}
