package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.gotask.mesos.proto.CommandInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WorkDirectoryTest {

    @TempDir
    Path parent;

    @Test
    void removesATemporaryDirectoryAtTheEnd() throws Exception {
        Path made;
        try (WorkDirectory directory = WorkDirectory.create(Optional.empty())) {
            made = directory.path();
            Files.createDirectories(made.resolve("a/b"));
            Files.writeString(made.resolve("a/b/file"), "x");
            Files.createSymbolicLink(made.resolve("a/latest"), parent);
            assertThat(made.getFileName().toString())
                    .startsWith("gotask-local-" + ProcessHandle.current().pid() + "-");
        }

        assertThat(made).doesNotExist();
        assertThat(parent).exists();
    }

    @Test
    void keepsADirectoryThatTheUserNamed() throws Exception {
        Path named = parent.resolve("not/yet/there");
        WorkDirectory.create(Optional.of(named)).close();

        assertThat(named).isDirectory();
    }

    @Test
    void forgetsTheSandboxesOfOneFramework() throws Exception {
        try (WorkDirectory directory = WorkDirectory.create(Optional.empty())) {
            Sandbox ended = Sandbox.of(directory.path(), "S0", "f1", "e", "c");
            Sandbox other = Sandbox.of(directory.path(), "S0", "f2", "e", "c");
            ended.create();
            other.create();

            directory.forget("S0", "f1");

            assertThat(directory.path().resolve("slaves/S0/frameworks/f1")).doesNotExist();
            assertThat(other.directory()).exists();
        }
    }

    @Test
    void forgetsNothingInADirectoryThatTheUserNamed() throws Exception {
        try (WorkDirectory directory = WorkDirectory.create(Optional.of(parent))) {
            Sandbox ended = Sandbox.of(directory.path(), "S0", "f1", "e", "c");
            ended.create();

            directory.forget("S0", "f1");

            assertThat(ended.directory()).exists();
        }
    }

    @Test
    void sweepsAwayWhatADeadProcessLeftWithTheProcessesInIt() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path stale = Files.createDirectory(parent.toRealPath().resolve("gotask-local-" + dead.pid() + "-1"));
        Sandbox sandbox = Sandbox.of(stale, "S0", "f", "e", "c");
        sandbox.create();
        ChildProcess left = ChildProcess.start(
                CommandInfo.newBuilder().setValue("sleep 60").build(),
                Map.of("MESOS_SANDBOX", sandbox.directory().toString()),
                sandbox);

        WorkDirectory.sweep(parent);

        assertThat(stale).doesNotExist();
        Awaitility.await().until(() -> !left.isAlive());
    }

    @Test
    void leavesTheLivingAndStrangersAlone() throws Exception {
        Path own = Files.createDirectory(
                parent.resolve("gotask-local-" + ProcessHandle.current().pid() + "-1"));
        Path stranger = Files.createDirectory(parent.resolve("gotask-local-notes"));

        WorkDirectory.sweep(parent);

        assertThat(own).exists();
        assertThat(stranger).exists();
    }
}
