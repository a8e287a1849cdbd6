package org.gotask.mesos.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Signals to an executor and all that it has started. Java sees only the children of living processes; so the process group
 * is signalled too, and on Linux every process is found that has the executor's sandbox in its environment, wherever it
 * has moved to.
 */
final class ProcessTree {

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
        SandboxProcesses.kill(of -> of.equals(sandbox.toString()));
    }

    /**
     * SIGKILL to all executors, and all that they have started, whose sandbox lies in a directory. Waits a short time until
     * they are gone.
     */
    static void killAllIn(Path directory) {
        String prefix = directory + "/";
        SandboxProcesses.kill(of -> of.startsWith(prefix));
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
