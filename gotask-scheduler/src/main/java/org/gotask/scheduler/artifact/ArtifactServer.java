package org.gotask.scheduler.artifact;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one file over HTTP, under its own name. Every other path is answered 404, every method but GET and HEAD 405, and a
 * {@code Host} that is neither an address nor the published host 421: a web page whose author makes a name of his own lead
 * here (DNS rebinding) gets nothing. A connection is for one request. One whose request is not complete in time, or that
 * reads too slowly, is closed; if there are too many, the slowest is. Thread-safe.
 */
public final class ArtifactServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ArtifactServer.class);

    private static final int BACKLOG = 1024;
    private static final long LOOK_MILLIS = 1000;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 100;
    private static final Duration END = Duration.ofSeconds(2);

    /** How many threads may be about to begin: all other threads wait behind these for a processor. */
    private static final int NEWCOMERS = 8;

    private final ServerSocket server;
    private final URI uri;
    private final DownloadLimits limits;
    private final FileAnswers answers;
    private final LimitedLog limitedLog = new LimitedLog(log);
    private final Downloads downloads;
    private final Semaphore newcomers = new Semaphore(NEWCOMERS);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread acceptor =
            Thread.ofPlatform().daemon().name("artifact-accept").unstarted(this::accept);

    private ArtifactServer(Path file, ServerSocket server, URI uri, DownloadLimits limits) {
        this.server = server;
        this.uri = uri;
        this.limits = limits;
        answers = new FileAnswers(file, uri);
        downloads = new Downloads(limits, limitedLog);
    }

    /**
     * Begins to serve a file.
     *
     * @param address the address to bind
     * @param publishedHost what {@link #uri} names, an address or name at which others reach the bound one
     * @param port the port to bind; 0 for any free one
     * @throws IOException if the port cannot be bound; the text names it and says what to do
     */
    public static ArtifactServer start(Path file, InetAddress address, String publishedHost, int port)
            throws IOException {
        return start(file, address, publishedHost, port, DownloadLimits.DEFAULT);
    }

    static ArtifactServer start(Path file, InetAddress address, String publishedHost, int port, DownloadLimits limits)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.bind(new InetSocketAddress(address, port), BACKLOG);
            URI uri = uri(file, publishedHost, server.getLocalPort());
            ArtifactServer artifacts = new ArtifactServer(file, server, uri, limits);
            artifacts.acceptor.start();
            Thread.ofPlatform().daemon().name("artifact-watch").start(artifacts::watch);
            return artifacts;
        } catch (BindException e) {
            server.close();
            throw new IOException(
                    "artifact server cannot listen on " + address.getHostAddress() + ":" + port + ": "
                            + bindProblem(address)
                            + "; choose another --artifact-port (0 for any free one) or another --address",
                    e);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Judged by the address: what the JDK says differs from system to system. */
    private static String bindProblem(InetAddress address) throws IOException {
        return NetworkInterface.getByInetAddress(address) == null
                ? "this machine does not have the address"
                : "the port is in use or not allowed to this user";
    }

    private static URI uri(Path file, String publishedHost, int port) throws IOException {
        try {
            return new URI("http", null, publishedHost, port, "/" + file.getFileName(), null, null);
        } catch (URISyntaxException e) {
            throw new IOException("no URL can be made of the executor's file name: " + file.getFileName(), e);
        }
    }

    /** Where the file can be fetched. */
    public URI uri() {
        return uri;
    }

    /** How many connections there are, for tests. */
    int connections() {
        return downloads.count();
    }

    private void accept() {
        while (!isClosed()) {
            try {
                // if somebody opens connections faster than they can be served, they wait in the queue of the port
                newcomers.acquire();
                serve(server.accept());
            } catch (IOException e) {
                newcomers.release();
                if (isClosed()) {
                    return;
                }
                // out of file descriptors, most likely
                limitedLog.warn("accept", "cannot accept a connection to download the executor: " + e.getMessage());
                downloads.closeSlowest();
                if (closesWithin(PAUSE_AFTER_FAILURE_MILLIS)) {
                    return;
                }
            } catch (InterruptedException e) {
                return; // nobody interrupts this thread
            }
        }
    }

    private void serve(Socket socket) {
        Download download = new Download(socket, answers, limits, limitedLog);
        downloads.add(download);
        Thread.ofVirtual().name("artifact-" + download.peer()).start(() -> {
            newcomers.release();
            try {
                download.run();
            } finally {
                downloads.remove(download);
            }
        });
        if (isClosed()) {
            downloads.closeAll();
        }
    }

    private void watch() {
        while (!closesWithin(Math.min(LOOK_MILLIS, limits.patience().toMillis()))) {
            downloads.closeOverdue(System.nanoTime());
            limitedLog.flush(System.nanoTime());
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private boolean closesWithin(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true; // nobody interrupts these threads
        }
    }

    /** Stops serving at once, and waits a moment until the port is free; closing again does nothing. */
    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            log.debug("closing the port failed", e);
        }
        downloads.closeAll();
        try {
            acceptor.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
