package org.gotask.mesos.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {

    @TempDir
    Path parent;

    @Test
    void removesATemporaryDirectoryAtTheEnd() throws Exception {
        Path made;
        try (WorkDirectory directory = WorkDirectory.create(Optional.empty())) {
            made = directory.path();
            Files.createDirectories(made.resolve("slaves/a/b"));
            Files.writeString(made.resolve("slaves/a/b/file"), "x");
            Files.createSymbolicLink(made.resolve("slaves/a/latest"), parent);
            assertThat(made.getFileName().toString())
                    .startsWith("gotask-local-" + ProcessHandle.current().pid() + "-");
        }

        assertThat(made).doesNotExist();
        assertThat(parent).exists();
    }

    @Test
    void letsNobodyElseIntoATemporaryDirectory() throws Exception {
        try (WorkDirectory directory = WorkDirectory.create(Optional.empty())) {
            assertThat(mode(directory.path())).isEqualTo("rwx------");
        }
    }

    @Test
    void saysWhyTheTemporaryDirectoryCannotBeUsed() throws Exception {
        Path missing = parent.resolve("missing");
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> WorkDirectory.temporary(missing.toString()))
                .isInstanceOf(IOException.class)
                .hasMessage("the temporary directory cannot be used: java.io.tmpdir=" + missing + ", " + missing
                        + ": no such file or directory; name another one with java -Djava.io.tmpdir=DIR, or a work"
                        + " directory");
        assertThatThrownBy(() -> WorkDirectory.temporary(file.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the temporary directory cannot be used: java.io.tmpdir=" + file + ", ")
                .hasMessageContaining("Not a directory");
    }

    @Test
    void saysWhyANamedDirectoryCannotBeUsed() throws Exception {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> WorkDirectory.create(Optional.of(file)))
                .isInstanceOf(IOException.class)
                .hasMessage("work directory cannot be used: work_dir=" + file + ", " + file + " is not a directory");
    }

    @Test
    void keepsADirectoryThatTheUserNamed() throws Exception {
        Path named = parent.resolve("not/yet/there");
        WorkDirectory.create(Optional.of(named)).close();

        assertThat(named).isDirectory();
    }

    @Test
    void letsNobodyElseIntoWhatItMakesForTheUser() throws Exception {
        Path named = parent.resolve("new");
        Path known = Files.createDirectory(
                parent.resolve("known"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        for (Path path : new Path[] {named, known}) {
            try (WorkDirectory directory = WorkDirectory.create(Optional.of(path))) {
                Sandbox sandbox = Sandbox.of(directory.path(), "S0", "f", "e", "c");
                sandbox.create();

                assertThat(mode(sandbox.stdout())).isEqualTo("rw-------");
                assertThat(mode(sandbox.stderr())).isEqualTo("rw-------");
                assertThat(mode(sandbox.directory())).isEqualTo("rwx------");
                assertThat(mode(path.resolve("slaves"))).isEqualTo("rwx------");
            }
        }
        assertThat(mode(named)).isEqualTo("rwx------");
        assertThat(mode(known)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void refusesADirectoryWhereOthersCouldReplaceTheSandboxes() throws Exception {
        Path free = Files.createDirectory(parent.resolve("free"));
        Files.setPosixFilePermissions(free, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path planted = Files.createDirectories(parent.resolve("planted/slaves"));
        Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path linked = Files.createDirectories(parent.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("slaves"), planted);

        for (Path wrong : new Path[] {free, planted.getParent(), linked}) {
            assertThatThrownBy(() -> WorkDirectory.create(Optional.of(wrong)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("another user can change the contents of the work directory: work_dir="
                            + wrong.toRealPath() + ", owner=")
                    .hasMessageEndingWith("; name a directory of your own");
        }
    }

    @Test
    void forgetsTheSandboxesOfOneFramework() throws Exception {
        try (WorkDirectory directory = WorkDirectory.create(Optional.empty())) {
            Sandbox ended = Sandbox.of(directory.path(), "S0", "f1", "e", "c");
            Sandbox other = Sandbox.of(directory.path(), "S0", "f2", "e", "c");
            ended.create();
            other.create();

            directory.removeSandboxes("S0", "f1");

            assertThat(directory.path().resolve("slaves/S0/frameworks/f1")).doesNotExist();
            assertThat(other.directory()).exists();
        }
    }

    @Test
    void keepsTheOutputOfExecutorsOnRequest() throws Exception {
        Path temporary = parent.toRealPath();
        Sandbox sandbox;
        Path kept;
        try (WorkDirectory directory = WorkDirectory.temporary(temporary)) {
            assertThat(directory.keep()).isEmpty();
            sandbox = Sandbox.of(directory.path(), "S0", "f1", "e", "c");
            sandbox.create();
            kept = directory.path();

            assertThat(directory.keep()).contains(kept);
            directory.removeSandboxes("S0", "f1");
        }
        WorkDirectory.temporary(temporary).close();

        assertThat(sandbox.stderr()).exists();
        try (var left = Files.list(temporary)) {
            assertThat(left).containsExactly(kept);
        }
    }

    @Test
    void forgetsNothingInADirectoryThatTheUserNamed() throws Exception {
        try (WorkDirectory directory = WorkDirectory.create(Optional.of(parent))) {
            Sandbox ended = Sandbox.of(directory.path(), "S0", "f1", "e", "c");
            ended.create();

            directory.removeSandboxes("S0", "f1");

            assertThat(ended.directory()).exists();
        }
    }

    @Test
    void idsThatLeadElsewhereNameNoSandbox() {
        for (String wrong : new String[] {"..", "../x", "/etc", "", "a/b"}) {
            assertThatThrownBy(() -> Sandbox.of(parent, "S0", wrong, "e", "c"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Sandbox.of(parent, "S0", "f", wrong, "c"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Sandbox.ofFramework(parent, wrong, "f"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
