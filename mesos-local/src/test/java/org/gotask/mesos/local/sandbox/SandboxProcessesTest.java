package org.gotask.mesos.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class SandboxProcessesTest {

    @TempDir
    Path folder;

    @Test
    void findsAProcessByItsEnvironment() throws Exception {
        Process process = inSandbox("sleep 60").start();
        try {
            Awaitility.await().until(() -> look(process).equals(new ProcessSandbox.In(folder.toString())));

            SandboxProcesses.kill(folder.toString()::equals, Set.of());

            // the process is not only asked to end: no process is left that could write a file
            assertThat(look(process)).isEqualTo(new ProcessSandbox.None());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void waitsForAProcessWhoseProgramHasNotBegun() throws Exception {
        // the helper program of the JDK that starts programs, with the environment of its JVM; here it is slow
        Path helper = Files.copy(Path.of("/bin/sh"), folder.resolve("jspawnhelper"));
        Path go = folder.resolve("go");
        new ProcessBuilder("mkfifo", go.toString()).start().waitFor();
        Process process = new ProcessBuilder(
                        helper.toString(),
                        "-c",
                        "read line < '" + go + "'; MESOS_SANDBOX='" + folder + "' exec sleep 60")
                .start();
        try {
            Awaitility.await().until(() -> look(process).equals(new ProcessSandbox.Starting()));
            Thread killer = Thread.ofPlatform().start(() -> SandboxProcesses.kill(folder.toString()::equals, Set.of()));
            Awaitility.await()
                    .until(() -> killer.getState() == Thread.State.TIMED_WAITING
                            || killer.getState() == Thread.State.TERMINATED);

            Files.writeString(go, "\n");

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            killer.join();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void doesNotWaitForAProgramWithoutEnvironment() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sleep", "60");
        builder.environment().clear();
        Process process = builder.start();
        try {
            Awaitility.await().until(() -> look(process).equals(new ProcessSandbox.None()));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void killsWhatAKilledProcessStartsMeanwhile() throws Exception {
        // some start while others are killed
        Process process = inSandbox("n=0; while [ $n -lt 300 ]; do setsid sleep 60 & n=$((n+1)); done; sleep 60")
                .start();
        try {
            Awaitility.await().until(() -> process.children().count() > 10);

            SandboxProcesses.kill(folder.toString()::equals, Set.of());

            assertThat(ProcessHandle.allProcesses()
                            .filter(other -> look(other.pid()).equals(new ProcessSandbox.In(folder.toString()))))
                    .isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    private ProcessBuilder inSandbox(String command) {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
        builder.environment().put("MESOS_SANDBOX", folder.toString());
        return builder;
    }

    private static ProcessSandbox look(Process process) {
        return look(process.pid());
    }

    private static ProcessSandbox look(long pid) {
        return ProcessSandbox.of(Path.of("/proc/" + pid));
    }
}
