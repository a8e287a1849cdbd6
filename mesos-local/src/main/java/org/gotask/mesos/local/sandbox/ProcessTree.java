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
 * Signals to an executor and all that it has started. Java sees only the children of living processes; so the process group
 * is signalled too, and on Linux every process is found that has the executor's sandbox in its environment, wherever it
 * has moved to.
 */
public final class ProcessTree {

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
     * SIGKILL to all that belongs to an executor, also when the executor itself is dead. Waits until it is gone, at most some
     * seconds.
     *
     * @param sandbox the executor's
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
     * SIGKILL to all executors, and all that they have started, whose sandbox lies in a directory. Waits until they are gone,
     * at most some seconds.
     */
    public static void killAllIn(Path directory) {
        String prefix = directory + "/";
        SandboxProcesses.kill(of -> of.startsWith(prefix), Set.of());
    }

    /**
     * Whether a process has ended. One of which only its parent has not taken note yet has ended: it holds no file, no port and
     * no memory any more.
     */
    static boolean isGone(ProcessHandle process) {
        return !process.isAlive() || isZombie(process.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            int state = stat.lastIndexOf(')') + 2; // the name before it may hold anything
            return state < stat.length() && "ZX".indexOf(stat.charAt(state)) >= 0;
        } catch (IOException e) {
            return false; // it is gone, or this is no Linux
        }
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
}
