package org.gotask.mesos.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.gotask.mesos.local.files.ThisUser;
import org.gotask.mesos.proto.CommandInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directories that are removed from a shared temporary directory, and those that are not. */
class AbandonedDirectoriesTest {

    @TempDir
    Path temporary;

    private Path parent;
    private long deadPid;

    @BeforeEach
    void prepare() throws Exception {
        parent = temporary.toRealPath();
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        deadPid = dead.pid();
    }

    @Test
    void removesWhatAKilledProcessLeftWithTheProcessesInIt() throws Exception {
        Path left = abandoned("1");
        Sandbox sandbox = Sandbox.of(left, "S0", "f", "e", "c");
        sandbox.create();
        ChildProcess process = ChildProcess.start(
                CommandInfo.newBuilder().setValue("sleep 60").build(),
                Map.of("MESOS_SANDBOX", sandbox.directory().toString()),
                sandbox);

        sweep();

        assertThat(left).doesNotExist();
        Awaitility.await().until(() -> !process.isAlive());
    }

    @Test
    void leavesWhatALivingProcessHoldsAndRemovesItOnceThatIsKilled() throws Exception {
        Process holder = HoldsWorkDirectory.start(parent);
        try {
            Path made =
                    Path.of(Optional.ofNullable(holder.inputReader().readLine()).orElseThrow());
            // a process id of another container, as seen here
            Path held = Files.move(made, parent.resolve("gotask-local-" + deadPid + "-a"));
            Files.writeString(held.resolve("file"), "x");

            sweep();
            assertThat(held.resolve("file")).exists();

            holder.destroyForcibly().waitFor();
            sweep();
            assertThat(held).doesNotExist();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void leavesDirectoriesOfThisProcessAndTheirLocksAlone() throws Exception {
        try (WorkDirectory own = WorkDirectory.temporary(parent)) {
            sweep();
            assertThat(own.path()).exists();

            // a separate process finds the lock held
            Process other = HoldsWorkDirectory.start(parent);
            try {
                assertThat(other.inputReader().readLine()).isNotNull();
                assertThat(own.path()).exists();
            } finally {
                other.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void removesAnEmptyDirectoryWhoseOwnerDidNotComeToLockIt() throws Exception {
        Path empty = directory("gotask-local-" + deadPid + "-1");

        sweep();

        assertThat(empty).doesNotExist();
    }

    @Test
    void leavesWhatIsNotOurs() throws Exception {
        Path notes = directory("gotask-local-notes");
        Path withoutLock = directory("gotask-local-" + deadPid + "-2");
        Files.writeString(withoutLock.resolve("file"), "x");
        Path openToOthers = abandoned("3");
        Files.setPosixFilePermissions(openToOthers, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path elsewhere = directory("elsewhere");
        Files.createFile(elsewhere.resolve(OwnerLock.FILE));
        Path link = Files.createSymbolicLink(parent.resolve("gotask-local-" + deadPid + "-4"), elsewhere);
        Path file = Files.createFile(parent.resolve("gotask-local-" + deadPid + "-5"));

        sweep();

        assertThat(notes).exists();
        assertThat(withoutLock.resolve("file")).exists();
        assertThat(openToOthers.resolve(OwnerLock.FILE)).exists();
        assertThat(elsewhere.resolve(OwnerLock.FILE)).exists();
        assertThat(link).isSymbolicLink();
        assertThat(file).exists();
    }

    @Test
    void leavesTheLatestDirectoriesThatWereKept() throws Exception {
        for (int i = 0; i < KeptDirectory.MAX_COUNT + 2; i++) {
            Path kept = abandoned("c" + i);
            KeptDirectory.mark(kept);
            Files.writeString(Files.createDirectories(kept.resolve("slaves/S0")).resolve("stdout"), "line");
            Files.setLastModifiedTime(kept.resolve(KeptDirectory.MARK), FileTime.fromMillis(1000L * i));
        }

        sweep();

        try (var left = Files.list(parent)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(IntStream.range(2, KeptDirectory.MAX_COUNT + 2)
                            .mapToObj(i -> "gotask-local-" + deadPid + "-c" + i)
                            .toArray(String[]::new));
        }
        assertThat(parent.resolve("gotask-local-" + deadPid + "-c3/slaves/S0/stdout"))
                .hasContent("line");
    }

    @Test
    void boundsTheSizeOfTheDirectoriesThatWereKept() {
        KeptDirectory old = new KeptDirectory(Path.of("old"), 1, 10);
        KeptDirectory large = new KeptDirectory(Path.of("large"), 2, KeptDirectory.MAX_BYTES - 5);
        KeptDirectory latest = new KeptDirectory(Path.of("latest"), 3, 5);
        KeptDirectory tooLarge = new KeptDirectory(Path.of("too large"), 4, KeptDirectory.MAX_BYTES + 1);

        assertThat(KeptDirectory.beyondLimits(List.of(latest, old, tooLarge, large)))
                .containsExactly(tooLarge, old);
    }

    @Test
    void knowsTheSizeOfADirectoryThatWasKept() throws Exception {
        Path kept = abandoned("d");
        KeptDirectory.mark(kept);
        Files.writeString(Files.createDirectories(kept.resolve("slaves/S0")).resolve("stdout"), "12345");
        Files.writeString(kept.resolve("pages"), "123");
        Files.createSymbolicLink(kept.resolve("link"), parent);

        try (DirectoryStream<Path> open = Files.newDirectoryStream(kept)) {
            assertThat(KeptDirectory.read(kept.getFileName(), (SecureDirectoryStream<Path>) open))
                    .map(KeptDirectory::bytes)
                    .contains(8L + parent.toString().length());
        }
    }

    @Test
    void goesOnWithTheRestWhenOneCannotBeRemoved() throws Exception {
        for (int i = 0; i < 5; i++) {
            abandoned("a" + i);
            Path strange = directory("gotask-local-" + deadPid + "-b" + i);
            Files.createDirectory(strange.resolve(OwnerLock.FILE));
        }

        sweep();

        try (var left = Files.list(parent)) {
            assertThat(left).hasSize(5).allMatch(path -> path.toString().contains("-b"));
        }
    }

    private void sweep() throws IOException {
        new AbandonedDirectories(parent, ThisUser.in(parent)).sweep();
    }

    private Path abandoned(String suffix) throws IOException {
        Path made = directory("gotask-local-" + deadPid + "-" + suffix);
        Files.createFile(made.resolve(OwnerLock.FILE));
        return made;
    }

    private Path directory(String name) throws IOException {
        return Files.createDirectory(
                parent.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
