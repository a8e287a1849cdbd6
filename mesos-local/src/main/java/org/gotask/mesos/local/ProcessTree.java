package org.gotask.mesos.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * Signals to an executor and all that it has started. Java sees only the children of living processes; so the process group
 * is signalled too, and on Linux every process is found that has the executor's sandbox in its environment, wherever it
 * has moved to.
 */
final class ProcessTree {

    private static final Path PROC = Path.of("/proc");
    private static final long KILL_SECONDS = 5;

    private ProcessTree() {}

    /** SIGTERM to the process group of an executor, once to each: some take a second one for impatience. */
    static void terminate(ProcessHandle root) {
        if (ChildProcess.OWN_SESSION) {
            signalGroup("TERM", root.pid());
        } else {
            List<ProcessHandle> descendants = descendants(root);
            root.destroy();
            descendants.forEach(ProcessHandle::destroy);
        }
    }

    /**
     * SIGKILL to all that belongs to an executor, also when the executor itself is dead. Waits a short time.
     *
     * @param sandbox the executor's
     */
    static void kill(ProcessHandle root, Path sandbox) {
        List<ProcessHandle> descendants = descendants(root);
        if (ChildProcess.OWN_SESSION) {
            signalGroup("KILL", root.pid());
        }
        root.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        killWhere(pid -> sandboxOf(pid).equals(sandbox.toString()));
    }

    /** SIGKILL to all executors, and all that they have started, whose sandbox lies in a directory. */
    static void killAllIn(Path directory) {
        String prefix = directory + "/";
        killWhere(pid -> sandboxOf(pid).startsWith(prefix));
    }

    private static List<ProcessHandle> descendants(ProcessHandle root) {
        try (Stream<ProcessHandle> all = root.descendants()) {
            return all.toList();
        }
    }

    /** Java has no call for it; {@code kill} is built into every shell. Fails silently when the group is gone. */
    private static void signalGroup(String signal, long group) {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " -- -" + group)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            // the children are signalled one by one then
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void killWhere(LongPredicate wanted) {
        if (!Files.isDirectory(PROC)) {
            return;
        }
        long own = ProcessHandle.current().pid();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(entry.getFileName().toString());
                if (pid != own && wanted.test(pid)) {
                    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        } catch (IOException e) {
            // no such view of processes here
        }
    }

    /** Empty if it has none, is none of ours to look at, or has just ended. */
    private static String sandboxOf(long pid) {
        try {
            String environment =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("environ"), StandardCharsets.ISO_8859_1);
            return Stream.of(environment.split("\0", -1))
                    .filter(entry -> entry.startsWith(ExecutorEnvironment.SANDBOX + "="))
                    .map(entry -> new String(
                            entry.substring(ExecutorEnvironment.SANDBOX.length() + 1)
                                    .getBytes(StandardCharsets.ISO_8859_1),
                            StandardCharsets.UTF_8))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
