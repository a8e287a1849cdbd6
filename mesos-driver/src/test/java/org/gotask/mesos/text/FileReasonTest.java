package org.gotask.mesos.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reasons of operations on files that fail. */
class FileReasonTest {

    @TempDir
    Path folder;

    @Test
    void saysMoreThanThePath() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(FileReason.withPath(failure(() -> Files.size(folder.resolve("none")))))
                .isEqualTo(folder.resolve("none") + ": no such file or directory");
        assertThat(FileReason.withPath(failure(() -> Files.createFile(file))))
                .isEqualTo(file + ": a file of this name exists");
        assertThat(FileReason.withPath(failure(() -> {
                    try (DirectoryStream<Path> entries = Files.newDirectoryStream(file)) {
                        entries.iterator();
                    }
                })))
                .isEqualTo(file + ": not a directory");
        assertThat(FileReason.withPath(failure(() -> Files.delete(folder))))
                .isEqualTo(folder + ": the directory is not empty");
        assertThat(FileReason.of(failure(() -> Files.createDirectory(file.resolve("x")))))
                .isEqualTo("Not a directory");
        assertThat(FileReason.of(failure(() -> Files.readAllBytes(folder)))).isEqualTo("Is a directory");
        assertThat(FileReason.withPath(new AccessDeniedException("/etc/x"))).isEqualTo("/etc/x: permission denied");
    }

    @Test
    void staysInItsLine() {
        assertThat(List.of(
                        FileReason.withPath(new FileSystemException("/a\nb", null, "full\n\u001b[2J")),
                        FileReason.withPath(new FileSystemException(null, null, "full")),
                        FileReason.of(new FileSystemLoopException("/a")),
                        FileReason.of(new IOException())))
                .containsExactly("/a b: full ?[2J", "full", "FileSystemLoopException", "IOException");
    }

    private static IOException failure(ThrowingCallable operation) {
        return catchThrowableOfType(IOException.class, operation);
    }
}
