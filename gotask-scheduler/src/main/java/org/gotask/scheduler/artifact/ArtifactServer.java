package org.gotask.scheduler.artifact;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one file over HTTP, under its own name. Every other path is answered 404, every method but GET and HEAD 405.
 * Each download runs on a virtual thread. Thread-safe.
 */
public final class ArtifactServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ArtifactServer.class);

    private final Path file;
    private final HttpServer server;
    private final ExecutorService threads;
    private final URI uri;

    private ArtifactServer(Path file, HttpServer server, ExecutorService threads, URI uri) {
        this.file = file;
        this.server = server;
        this.threads = threads;
        this.uri = uri;
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
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(address, port), 0);
        } catch (BindException e) {
            throw new IOException(
                    "artifact server cannot listen on " + address.getHostAddress() + ":" + port + ": "
                            + bindProblem(address)
                            + "; choose another --artifact-port (0 for any free one) or another --address",
                    e);
        }
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("artifact-", 0).factory());
        server.setExecutor(threads);
        ArtifactServer artifacts = new ArtifactServer(file, server, threads, uri(file, publishedHost, server));
        server.createContext("/", artifacts::handle);
        server.start();
        return artifacts;
    }

    /** Judged by the address: what the JDK says differs from system to system. */
    private static String bindProblem(InetAddress address) throws IOException {
        return NetworkInterface.getByInetAddress(address) == null
                ? "this machine does not have the address"
                : "the port is in use or not allowed to this user";
    }

    private static URI uri(Path file, String publishedHost, HttpServer server) throws IOException {
        try {
            return new URI(
                    "http", null, publishedHost, server.getAddress().getPort(), "/" + file.getFileName(), null, null);
        } catch (URISyntaxException e) {
            throw new IOException("no URL can be made of the executor's file name: " + file.getFileName(), e);
        }
    }

    /** Where the file can be fetched. */
    public URI uri() {
        return uri;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!exchange.getRequestURI().getPath().equals(uri.getPath())) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
            } else {
                send(exchange, method.equals("HEAD"));
            }
        } catch (FileSystemException e) {
            log.warn(
                    "executor could not be served: to={}, its file cannot be read: {}",
                    exchange.getRemoteAddress(),
                    e.toString());
        } catch (IOException e) {
            log.warn("executor could not be served: to={}, the connection broke", exchange.getRemoteAddress());
        } catch (RuntimeException e) {
            log.error("executor could not be served: to={}", exchange.getRemoteAddress(), e);
        }
    }

    private void send(HttpExchange exchange, boolean headOnly) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        long length = Files.size(file);
        if (headOnly) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
        try (OutputStream body = exchange.getResponseBody()) {
            Files.copy(file, body);
        }
    }

    /** Stops serving at once; closing again does nothing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
