package org.gotask.mesos.local.sandbox;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gotask.mesos.local.files.PrivateFiles;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.text.ForeignText;

/**
 * The directory of one executor run, with the same layout as in Mesos, so that its tools work.
 *
 * @param directory absolute
 */
public record Sandbox(Path directory) {

    private static final int TAIL_BYTES = 8192;
    private static final int MAX_LINE = 300;

    /**
     * The sandbox of an executor run.
     *
     * @throws IllegalArgumentException if an id cannot be the name of a directory
     */
    public static Sandbox of(
            Path workDirectory, String agentId, String frameworkId, String executorId, String containerId) {
        return new Sandbox(ofFramework(workDirectory, agentId, frameworkId)
                .resolve("executors")
                .resolve(plain(executorId))
                .resolve("runs")
                .resolve(plain(containerId)));
    }

    /** The directory of all sandboxes. */
    static Path allIn(Path workDirectory) {
        return workDirectory.resolve("slaves");
    }

    /** The directory of all sandboxes of an agent. */
    public static Path ofAgent(Path workDirectory, String agentId) {
        return allIn(workDirectory).resolve(plain(agentId));
    }

    /** The directory of all sandboxes of a framework on an agent. */
    static Path ofFramework(Path workDirectory, String agentId, String frameworkId) {
        return ofAgent(workDirectory, agentId).resolve("frameworks").resolve(plain(frameworkId));
    }

    /** An id from a message must not lead out of the work directory. */
    private static String plain(String id) {
        if (!Ids.isWellFormed(id)) {
            throw new IllegalArgumentException("id cannot be the name of a directory: " + id);
        }
        return id;
    }

    /** Creates the directory, the files for the output, and the link {@code latest} beside it. */
    public void create() throws IOException {
        PrivateFiles.createDirectories(directory);
        PrivateFiles.createFile(stdout());
        PrivateFiles.createFile(stderr());
        Path latest = directory.resolveSibling("latest");
        Files.deleteIfExists(latest);
        Files.createSymbolicLink(latest, directory);
    }

    Path stdout() {
        return directory.resolve("stdout");
    }

    Path stderr() {
        return directory.resolve("stderr");
    }

    /**
     * The last informative line of the error output, which is not a frame of a stack trace. Empty if there is none or
     * the file cannot be read.
     */
    public Optional<String> lastError() {
        List<String> lines;
        try (var file = new RandomAccessFile(stderr().toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL_BYTES);
            file.seek(from);
            var bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return Optional.empty();
        }
        return lines.reversed().stream()
                .filter(line -> !line.isBlank() && !line.startsWith("\tat ") && !line.startsWith("\t..."))
                .findFirst()
                .map(line -> ForeignText.line(line, MAX_LINE));
    }
}
