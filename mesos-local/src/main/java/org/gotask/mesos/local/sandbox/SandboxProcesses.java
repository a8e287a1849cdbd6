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
 * The processes of this machine that have an executor's sandbox in their environment, which the executor hands on to all it
 * starts. Only Linux shows environments; elsewhere nothing is found.
 */
final class SandboxProcesses {

    private static final Path PROC = Path.of("/proc");
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Predicate<String> wanted;

    /** Those that were killed; their end comes some time later. */
    private final Set<ProcessHandle> dying;

    private SandboxProcesses(Predicate<String> wanted, Set<ProcessHandle> dying) {
        this.wanted = wanted;
        this.dying = new HashSet<>(dying);
    }

    /**
     * SIGKILL to all whose sandbox is wanted, and to all that they start meanwhile. Returns when there are none any more,
     * after some seconds at the latest.
     *
     * @param killed processes that were killed before; their end is waited for as well
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
                // those that came since are not descendants of a wanted one
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
     * Looks at each process once.
     *
     * @param open gets those that may turn out to be wanted
     * @return whether there was one that is wanted
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
            // no such view of processes here
        }
        return killed;
    }
}
