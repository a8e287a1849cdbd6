package org.gotask.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Named pipes, as a shell makes them for {@code <(command)}. Stateless. */
public final class PipeReadOnce {

    private PipeReadOnce() {}

    /**
     * Creates a named pipe with these contents for its first reader; the second finds it empty.
     *
     * @param path where to create it
     * @param content the contents
     * @return the path
     */
    public static Path create(Path path, String content) throws IOException, InterruptedException {
        int status = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
        if (status != 0) {
            throw new IOException("mkfifo failed: path=" + path + ", status=" + status);
        }
        Thread.ofPlatform().daemon().name("pipe-read-once").start(() -> write(path, content));
        return path;
    }

    /** To open a pipe for writing waits for a reader; the thread ends with the process if there is no further one. */
    private static void write(Path path, String content) {
        try {
            Files.writeString(path, content, StandardOpenOption.WRITE);
            while (Files.exists(path)) {
                Files.writeString(path, "", StandardOpenOption.WRITE);
            }
        } catch (NoSuchFileException e) {
            // the test has ended
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
