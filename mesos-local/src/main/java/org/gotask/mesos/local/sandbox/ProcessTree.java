package org.gotask.mesos.local.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Sends signals to an executor and its descendants. Java sees only the children of living processes; therefore the
 * process group gets the signal too, and on Linux every process that has the executor's sandbox in its environment.
 */
public final class ProcessTree {

    private static final long KILL_SECONDS = 5;

    private ProcessTree() {}

    /**
     * Sends SIGTERM to the process group of an executor, once to each process: some programs end abruptly on a second
     * one.
     */
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
     * Sends SIGKILL to all processes of an executor, even if the executor itself is dead. Waits a few seconds at most
     * until they have ended.
     *
     * @param sandbox the executor's sandbox
     */
    static void kill(ProcessHandle root, Path sandbox) {
        var killed = new LinkedHashSet<>(descendants(root)); // found before their parents die
        killed.add(root);
        if (ChildProcess.OWN_SESSION) {
            signalGroup("KILL", root.pid());
        }
        killed.forEach(ProcessHandle::destroyForcibly);
        SandboxProcesses.kill(of -> of.equals(sandbox.toString()), killed);
    }

    /**
     * Sends SIGKILL to all processes of executors whose sandboxes are in a directory. Waits a few seconds at most until
     * they have ended.
     */
    public static void killAllIn(Path directory) {
        String prefix = directory + "/";
        SandboxProcesses.kill(of -> of.startsWith(prefix), Set.of());
    }

    /** Whether a process has ended. A zombie has ended: it holds no files, ports or memory. */
    static boolean isGone(ProcessHandle process) {
        return !process.isAlive() || isZombie(process.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            int state = stat.lastIndexOf(')') + 2; // the name before it may contain any character
            return state < stat.length() && "ZX".indexOf(stat.charAt(state)) >= 0;
        } catch (IOException e) {
            return false; // it has ended, or this is not Linux
        }
    }

    private static List<ProcessHandle> descendants(ProcessHandle root) {
        try (Stream<ProcessHandle> all = root.descendants()) {
            return all.toList();
        }
    }

    /**
     * Runs {@code kill}, a built-in of every shell, because Java cannot signal a group. Fails silently if the group has
     * ended.
     */
    private static void signalGroup(String signal, long group) {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " -- -" + group)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            // then only the single processes get the signal
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
