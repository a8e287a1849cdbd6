package org.gotask.mesos.local.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The processes of this machine that have an executor's sandbox in their environment, which descendants inherit. Only
 * Linux shows environments; elsewhere no process is found.
 */
final class SandboxProcesses {

    private static final Path PROC = Path.of("/proc");
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Predicate<String> wanted;

    /** Killed processes that may not have ended yet. */
    private final Set<ProcessHandle> dying;

    private SandboxProcesses(Predicate<String> wanted, Set<ProcessHandle> dying) {
        this.wanted = wanted;
        this.dying = new HashSet<>(dying);
    }

    /**
     * Sends SIGKILL to all processes in wanted sandboxes and to those that they start in the meantime. Returns when all
     * have ended, or after a few seconds.
     *
     * @param killed processes that were killed before, whose end is awaited too
     */
    static void kill(Predicate<String> wanted, Set<ProcessHandle> killed) {
        new SandboxProcesses(wanted, killed).kill();
    }

    private void kill() {
        long start = System.nanoTime();
        Set<Long> open = new HashSet<>();
        boolean killed = killAll(open);
        while ((killed || !open.isEmpty() || !areGone()) && System.nanoTime() - start < LIMIT.toNanos()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            Set<Long> stillOpen = new HashSet<>();
            killed = killAll(stillOpen);
            if (!killed) {
                // later processes are not descendants of a wanted one
                stillOpen.retainAll(open);
            }
            open = stillOpen;
        }
    }

    private boolean areGone() {
        dying.removeIf(ProcessTree::isGone);
        return dying.isEmpty();
    }

    /**
     * Examines each process once and kills the wanted ones.
     *
     * @param open receives the processes that may turn out to be wanted
     * @return whether a wanted process was found
     */
    private boolean killAll(Set<Long> open) {
        long own = ProcessHandle.current().pid();
        boolean killed = false;
        if (!Files.isDirectory(PROC)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(entry.getFileName().toString());
                if (pid != own) {
                    switch (ProcessSandbox.of(entry)) {
                        case ProcessSandbox.In in -> {
                            if (wanted.test(in.sandbox())) {
                                killed = true;
                                Optional<ProcessHandle> process = ProcessHandle.of(pid);
                                process.ifPresent(ProcessHandle::destroyForcibly);
                                process.ifPresent(dying::add);
                            }
                        }
                        case ProcessSandbox.Starting starting -> open.add(pid);
                        case ProcessSandbox.None none -> {}
                    }
                }
            }
        } catch (IOException e) {
            // this system does not list processes like that
        }
        return killed;
    }
}
