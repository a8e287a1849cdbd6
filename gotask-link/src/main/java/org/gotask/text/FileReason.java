package org.gotask.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Words for the reason why a file cannot be opened or read. The message of some of the JDK's exceptions is only the
 * path, and their class is the reason. Stateless.
 */
public final class FileReason {

    private FileReason() {}

    /** The reason without the path, in one line: {@code permission denied}, for example. */
    public static String of(IOException failure) {
        return switch (Objects.requireNonNull(failure, "failure")) {
            case NoSuchFileException missing -> "no such file or directory";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException other -> words(other, other.getReason());
            default -> words(failure, failure.getMessage());
        };
    }

    private static String words(IOException failure, @Nullable String text) {
        String line = text == null ? "" : ForeignText.line(text);
        return line.isEmpty() ? failure.getClass().getSimpleName() : line;
    }
}
