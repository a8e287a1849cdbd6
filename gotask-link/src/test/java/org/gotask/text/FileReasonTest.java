package org.gotask.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a file cannot be opened or read. */
class FileReasonTest {

    @TempDir
    Path folder;

    @Test
    void isNeitherThePathNorTheNameOfAClass() {
        assertThat(FileReason.of(failureToOpen(folder.resolve("none")))).isEqualTo("no such file or directory");
        assertThat(FileReason.of(new AccessDeniedException("/etc/x"))).isEqualTo("permission denied");
    }

    @Test
    void isOneLine() {
        assertThat(FileReason.of(new FileSystemException("/a", null, "full\n\u001b[2J")))
                .isEqualTo("full ?[2J");
        assertThat(FileReason.of(new IOException("cut\noff"))).isEqualTo("cut off");
    }

    @Test
    void isTheNameOfTheClassWhereTheExceptionSaysNothing() {
        assertThat(FileReason.of(new FileSystemLoopException("/a"))).isEqualTo("FileSystemLoopException");
        assertThat(FileReason.of(new IOException())).isEqualTo("IOException");
    }

    private static IOException failureToOpen(Path file) {
        return catchThrowableOfType(
                IOException.class, () -> FileChannel.open(file).close());
    }
}
