package org.gotask.mesos.local.fetch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/**
 * Makes a program executable that this JVM has written. On older JDKs, 21 among them, a process that the JVM starts
 * meanwhile, such as an executor of another agent, inherits the open file for a moment, and Linux does not run a file
 * that a process has open for writing (ETXTBSY, "Text file busy"). Mesos's fetcher is a separate process. Here another
 * process copies the file, so that this JVM never has the copy open.
 */
final class ProgramCopy {

    private static final int MAX_ERROR_BYTES = 1000;

    private ProgramCopy() {}

    /**
     * Replaces a file by a copy with the same content and permissions.
     *
     * @throws IOException if it cannot be copied; the message has the reason
     * @throws InterruptedException if the thread is interrupted; the copy is removed
     */
    static void replaceByCopy(Path program) throws IOException, InterruptedException {
        Path name = Objects.requireNonNull(program.getFileName(), "it is a file");
        Path copy = program.resolveSibling(name + ".copy");
        ProcessBuilder command = new ProcessBuilder(List.of("cp", "-p", "--", program.toString(), copy.toString()))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        command.environment().put("LC_ALL", "C");
        Process cp = command.start();
        try (InputStream output = cp.getInputStream()) {
            byte[] error = new byte[MAX_ERROR_BYTES];
            int length = output.readNBytes(error, 0, error.length); // until cp has ended
            if (cp.waitFor() != 0) {
                throw new IOException(
                        "cannot be made executable: " + new String(error, 0, length, StandardCharsets.UTF_8).strip());
            }
            Files.move(copy, program, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            cp.destroyForcibly();
            Files.deleteIfExists(copy);
        }
    }
}
