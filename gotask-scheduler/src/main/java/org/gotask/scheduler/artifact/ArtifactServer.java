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
import java.util.function.Consumer;
import org.gotask.scheduler.artifact.DownloadLog.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one file over HTTP, with the contents that it has at the start. The response to any other path is 404, to
 * methods other than GET and HEAD 405, and to a {@code Host} that is neither an address nor the published host 421,
 * which defends against DNS rebinding. A connection is for one request. A connection whose request is not complete in
 * time, or that reads too slowly, is closed; if there are too many, the slowest is closed. Thread-safe.
 */
public final class ArtifactServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ArtifactServer.class);

    private static final int BACKLOG = 1024;
    private static final long LOOK_MILLIS = 1000;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 100;
    private static final Duration END = Duration.ofSeconds(2);

    /** Threads that are started and not yet running, which queue for a processor before all other threads. */
    private static final int MAX_STARTING = 8;

    private final ServerSocket server;
    private final URI uri;
    private final DownloadLimits limits;
    private final ServedFile file;
    private final FileAnswers answers;
    private final DownloadLog downloadLog;
    private final Downloads downloads;
    private final Semaphore starting = new Semaphore(MAX_STARTING);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean portClosed;
    private final Thread acceptor =
            Thread.ofPlatform().daemon().name("artifact-accept").unstarted(this::accept);

    private volatile Consumer<String> overwritten = log::error;

    private ArtifactServer(
            ServedFile file, ServerSocket server, URI uri, DownloadLimits limits, DownloadLog downloadLog) {
        this.file = file;
        this.server = server;
        this.uri = uri;
        this.limits = limits;
        this.downloadLog = downloadLog;
        answers = new FileAnswers(file, uri);
        downloads = new Downloads(limits, downloadLog);
    }

    /**
     * Starts serving a file.
     *
     * @param name the name of the file in its {@link #uri}: ASCII letters, digits, {@code .}, {@code -} and {@code _}
     * @param address the address to bind
     * @param publishedHost the host of {@link #uri}, an address or name by which others reach the bound address
     * @param port the port to bind; 0 for any free one
     * @throws IOException if the file cannot be opened or the port cannot be bound; the message names it and says what
     *     to do
     */
    public static ArtifactServer start(Path file, String name, InetAddress address, String publishedHost, int port)
            throws IOException {
        return start(
                file,
                name,
                address,
                publishedHost,
                port,
                DownloadLimits.DEFAULT,
                new DownloadLog(log::warn, System::nanoTime));
    }

    static ArtifactServer start(
            Path path,
            String name,
            InetAddress address,
            String publishedHost,
            int port,
            DownloadLimits limits,
            DownloadLog downloadLog)
            throws IOException {
        ServedFile file = ServedFile.open(path);
        ServerSocket server = new ServerSocket();
        try {
            server.bind(new InetSocketAddress(address, port), BACKLOG);
            URI uri = uri(name, publishedHost, server.getLocalPort());
            ArtifactServer artifacts = new ArtifactServer(file, server, uri, limits, downloadLog);
            artifacts.acceptor.start();
            Thread.ofPlatform().daemon().name("artifact-watch").start(artifacts::watch);
            return artifacts;
        } catch (BindException e) {
            server.close();
            file.close();
            throw new IOException(
                    "artifact server cannot listen on " + address.getHostAddress() + ":" + port + ": "
                            + bindProblem(address)
                            + "; choose another --artifact-port (0 for any free one) or another --address",
                    e);
        } catch (IOException e) {
            server.close();
            file.close();
            throw e;
        }
    }

    /** Derived from the address, because the message of the JDK differs between operating systems. */
    private static String bindProblem(InetAddress address) throws IOException {
        return !address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null
                ? "this machine does not have the address"
                : "the port is in use or not allowed to this user";
    }

    private static URI uri(String name, String publishedHost, int port) throws IOException {
        try {
            return new URI("http", null, publishedHost, port, "/" + name, null, null);
        } catch (URISyntaxException e) {
            throw new IOException("executor cannot be published at this host: " + publishedHost, e);
        }
    }

    /** The location of the file. */
    public URI uri() {
        return uri;
    }

    /**
     * Sets the action for a file that is overwritten in place, whose contents can no longer be served; the default is a
     * line in the log. It is called by each download that is affected.
     *
     * @param action receives the problem in one line
     */
    public void onOverwritten(Consumer<String> action) {
        overwritten = action;
    }

    /** The number of connections, for tests. */
    int connections() {
        return downloads.count();
    }

    private void accept() {
        while (!portClosed) {
            try {
                // connections that are opened faster than they can be served queue in the backlog of the port
                starting.acquire();
                serve(server.accept());
            } catch (IOException | RuntimeException | Error e) {
                starting.release();
                if (portClosed) {
                    return;
                }
                // out of file descriptors, most likely; an Error, too, if a class cannot be loaded for that reason
                downloadLog.warn(
                        Problem.NOT_ACCEPTED, "cannot accept a connection to download the executor: " + e.getMessage());
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
        Download download = new Download(socket, answers, limits, downloadLog, problem -> overwritten.accept(problem));
        downloads.add(download);
        Thread.ofVirtual().name("artifact-" + download.peer()).start(() -> {
            starting.release();
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

    /** Closes the port; downloads that have begun go on. Idempotent. */
    public void stopAccepting() {
        portClosed = true;
        try {
            server.close();
        } catch (IOException e) {
            log.debug("closing the port failed", e);
        }
    }

    /** Stops serving immediately, and waits at most two seconds until the port is free. Idempotent. */
    @Override
    public void close() {
        closed.countDown();
        stopAccepting();
        downloads.closeAll();
        try {
            file.close();
        } catch (IOException e) {
            log.debug("closing the file failed", e);
        }
        try {
            acceptor.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
