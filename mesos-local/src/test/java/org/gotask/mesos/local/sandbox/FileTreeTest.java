package org.gotask.mesos.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {

    private static final int FILES = 4000;

    @TempDir
    Path folder;

    @Test
    void deletesAllThatIsInADirectoryAndNothingBehindLinks() throws Exception {
        Path kept = Files.writeString(
                Files.createDirectory(folder.resolve("outside")).resolve("kept"), "x");
        Path tree = Files.createDirectories(folder.resolve("tree/a/b"));
        Files.createDirectory(tree.resolve("c"));
        Files.writeString(tree.resolve("file"), "x");
        Files.createSymbolicLink(tree.resolve("folder"), kept.getParent());
        Files.createSymbolicLink(tree.resolve("broken"), folder.resolve("nowhere"));

        FileTree.delete(folder.resolve("tree"));

        assertThat(folder.resolve("tree")).doesNotExist();
        assertThat(kept).exists();
    }

    @Test
    void deletesDirectoriesThatAreClosedToTheirOwner() throws Exception {
        Path closed = Files.createDirectories(folder.resolve("tree/closed"));
        Files.writeString(closed.resolve("file"), "x");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));

        FileTree.delete(folder.resolve("tree"));

        assertThat(folder.resolve("tree")).doesNotExist();
    }

    @Test
    void nothingToDeleteIsNoFailure() throws Exception {
        FileTree.delete(folder.resolve("nothing"));
        FileTree.delete(folder.resolve("nothing/at/all"));
    }

    /** Like an attacker who wants to have files deleted that he cannot delete himself. */
    @Test
    void followsNoLinkThatTakesThePlaceOfADirectory() throws Exception {
        Path inside = Files.createDirectories(folder.resolve("tree/inside"));
        Path outside = Files.createDirectory(folder.resolve("outside"));
        for (int i = 0; i < FILES; i++) {
            Files.createFile(inside.resolve("file" + i));
            Files.createFile(outside.resolve("file" + i));
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), outside);
        Path aside = folder.resolve("aside");
        Thread swapper = Thread.ofPlatform().start(() -> {
            while (count(inside) == FILES) {
                Thread.onSpinWait();
            }
            if (inside.toFile().renameTo(aside.toFile())) {
                link.toFile().renameTo(inside.toFile());
            }
        });

        try {
            FileTree.delete(folder.resolve("tree"));
        } catch (IOException e) {
            // the exchanged directory is not the expected one
        }

        swapper.join();
        assertThat(count(outside)).isEqualTo(FILES);
    }

    private static int count(Path directory) {
        String[] names = directory.toFile().list();
        return names == null ? 0 : names.length;
    }
}
