package org.gotask.mesos.local.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.mesos.local.files.PrivateFiles;
import org.gotask.mesos.proto.CommandInfo;
import org.jspecify.annotations.Nullable;

/**
 * Copies the files of a command into its sandbox, as Mesos's fetcher does: from {@code http}, {@code https}, {@code
 * file} and absolute paths, made executable or unpacked as requested. There is no cache, because downloads on one
 * machine are copies. Thread-safe; blocks during downloads, which end when the thread is interrupted.
 */
public final class Fetcher implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable HttpClient client; // guarded by lock; made when first needed

    /**
     * Fetches all URIs of a command, one after another.
     *
     * @param sandbox the directory for the files
     * @throws FetchException for the first URI that cannot be fetched
     * @throws InterruptedException if the thread is interrupted
     */
    public void fetch(CommandInfo command, Path sandbox) throws FetchException, InterruptedException {
        for (CommandInfo.URI uri : command.getUrisList()) {
            fetch(uri, sandbox);
        }
    }

    /** Aborts all downloads. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (client != null) {
                client.shutdownNow();
                client = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void fetch(CommandInfo.URI uri, Path sandbox) throws FetchException, InterruptedException {
        String source = uri.getValue().stripLeading();
        if (source.chars().anyMatch(c -> c == '\\' || c == '\'' || c == 0)) {
            throw new FetchException(source, "it must not contain \\, ' or NUL");
        }
        Path target = sandbox.resolve(localName(uri, source)).normalize();
        if (!target.startsWith(sandbox) || target.equals(sandbox)) {
            throw new FetchException(source, "output_file=" + uri.getOutputFile() + " is not inside the sandbox");
        }
        try {
            PrivateFiles.createDirectories(Objects.requireNonNull(target.getParent(), "it is inside the sandbox"));
            copy(source, target);
            if (uri.getExecutable()) {
                Files.setPosixFilePermissions(target, PrivateFiles.PROGRAM);
            } else if (uri.getExtract()) {
                Archives.extract(target, sandbox);
            }
            if (Files.isExecutable(target)) {
                ProgramCopy.replaceByCopy(target);
            }
        } catch (IOException e) {
            throw new FetchException(source, NetworkReason.of(e), e);
        }
    }

    private void copy(String source, Path target) throws IOException, FetchException, InterruptedException {
        int colon = source.indexOf("://");
        String scheme = colon < 0 ? "" : source.substring(0, colon).toLowerCase(Locale.ROOT);
        switch (scheme) {
            case "" -> copyFile(source, source, target);
            case "file" -> {
                String path = source.substring(colon + 3);
                copyFile(source, path.startsWith("localhost/") ? path.substring("localhost".length()) : path, target);
            }
            case "http", "https" -> download(source, target);
            default ->
                throw new FetchException(
                        source, "scheme " + scheme + " is not supported here, expected http, https or file");
        }
    }

    private static void copyFile(String source, String path, Path target) throws IOException, FetchException {
        if (!path.startsWith("/")) {
            throw new FetchException(source, "expected an absolute path");
        }
        Path file = Path.of(path);
        if (Files.isDirectory(file)) {
            throw new FetchException(source, "expected a file, found a directory");
        }
        if (!Files.exists(file)) {
            throw new FetchException(source, "no such file");
        }
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.setPosixFilePermissions(target, Files.isExecutable(target) ? PrivateFiles.PROGRAM : PrivateFiles.FILE);
    }

    private void download(String source, Path target) throws IOException, FetchException, InterruptedException {
        HttpRequest request;
        try {
            request =
                    HttpRequest.newBuilder(URI.create(source)).timeout(TIMEOUT).build();
        } catch (IllegalArgumentException e) {
            throw new FetchException(source, "malformed: " + e.getMessage(), e);
        }
        HttpResponse<InputStream> response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != OK) {
                throw new FetchException(source, "the server answered " + response.statusCode());
            }
            Files.copy(body, target, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(target, PrivateFiles.FILE);
    }

    private HttpClient client() {
        lock.lock();
        try {
            if (client == null) {
                client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(TIMEOUT)
                        .build();
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    private static String localName(CommandInfo.URI uri, String source) throws FetchException {
        String name;
        if (uri.hasOutputFile()) {
            name = uri.getOutputFile();
            if (name.isEmpty() || name.startsWith("/")) {
                throw new FetchException(source, "output_file=" + name + ", expected a relative path");
            }
        } else {
            int colon = source.indexOf("://");
            String rest = colon < 0 ? source : source.substring(colon + 3);
            name = rest.substring(rest.lastIndexOf('/') + 1);
            if (name.isEmpty() || rest.indexOf('/') < 0) {
                throw new FetchException(source, "it names no file");
            }
        }
        try {
            return Path.of(name).toString();
        } catch (InvalidPathException e) {
            throw new FetchException(source, "output_file=" + name + " is not a path", e);
        }
    }
}
