package org.gotask.mesos.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The directory of one executor run, laid out as Mesos does, so that tools find their way.
 *
 * @param directory absolute
 */
record Sandbox(Path directory) {

    private static final int TAIL_BYTES = 8192;
    private static final int MAX_LINE = 300;

    static Sandbox of(Path workDirectory, String agentId, String frameworkId, String executorId, String containerId) {
        return new Sandbox(ofFramework(workDirectory, agentId, frameworkId)
                .resolve("executors")
                .resolve(executorId)
                .resolve("runs")
                .resolve(containerId));
    }

    /** The directory that holds all sandboxes of a framework on an agent. */
    static Path ofFramework(Path workDirectory, String agentId, String frameworkId) {
        return workDirectory
                .resolve("slaves")
                .resolve(agentId)
                .resolve("frameworks")
                .resolve(frameworkId);
    }

    /** Makes the directory and the link {@code latest} beside it. */
    void create() throws IOException {
        Files.createDirectories(directory);
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
     * The last line of the error output that tells something; the frames of a stack trace do not. Empty if there is none or
     * it cannot be read.
     */
    Optional<String> lastError() {
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
                .map(line -> clean(line.strip()));
    }

    private static String clean(String line) {
        String printable = line.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= MAX_LINE ? printable : printable.substring(0, MAX_LINE) + "…";
    }
}
