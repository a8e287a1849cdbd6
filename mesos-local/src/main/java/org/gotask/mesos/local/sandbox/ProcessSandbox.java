package org.gotask.mesos.local.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The executor's sandbox that a process belongs to, according to its environment. */
sealed interface ProcessSandbox {

    /**
     * The process belongs to a sandbox.
     *
     * @param sandbox absolute path
     */
    record In(String sandbox) implements ProcessSandbox {}

    /** The process belongs to no sandbox, or to another user. */
    record None() implements ProcessSandbox {}

    /** The process is executing a new program at this moment, so that its environment is not available yet. */
    record Starting() implements ProcessSandbox {}

    /**
     * Reads the environment of a process.
     *
     * @param entry its directory under {@code /proc}
     */
    static ProcessSandbox of(Path entry) {
        try {
            String environment = read(entry.resolve("environ"));
            Optional<String> sandbox = sandbox(environment);
            return sandbox.<ProcessSandbox>map(In::new)
                    .orElseGet(() -> isComplete(entry, environment) ? new None() : new Starting());
        } catch (IOException e) {
            return new None(); // it belongs to another user, or has just ended
        }
    }

    private static Optional<String> sandbox(String environment) {
        String start = ExecutorEnvironment.SANDBOX + "=";
        // ignores the rest after the last NUL, which may be truncated
        return Stream.of(environment
                        .substring(0, environment.lastIndexOf('\0') + 1)
                        .split("\0", -1))
                .filter(variable -> variable.startsWith(start))
                .map(variable -> new String(
                        variable.substring(start.length()).getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8))
                .findFirst();
    }

    /** Whether this is the complete environment of the program that the process is to run. */
    private static boolean isComplete(Path entry, String environment) {
        try {
            ProcessStat stat = ProcessStat.parse(read(entry.resolve("stat")));
            return !stat.hasMemory()
                    || (!stat.program().equals("jspawnhelper") && stat.environmentBytes() == environment.length());
        } catch (IOException e) {
            return true; // it has just ended
        }
    }

    /** Reads a file as one character per byte. */
    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
