package org.gotask.mesos.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/**
 * Words for the reason of a failed operation on a file. The message of most of the JDK's exceptions is only the path,
 * and their class is the reason. Stateless.
 */
public final class FileReason {

    private FileReason() {}

    /** The reason without the path, in one line: {@code permission denied}, for example. */
    public static String of(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "no such file or directory";
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException existing -> "a file of this name exists";
            case NotDirectoryException other -> "not a directory";
            case DirectoryNotEmptyException full -> "the directory is not empty";
            case FileSystemException other -> words(other, other.getReason());
            default -> words(failure, failure.getMessage());
        };
    }

    /** The path, if the exception has one, and the reason, in one line: {@code /etc/x: permission denied}, for example. */
    public static String withPath(IOException failure) {
        return failure instanceof FileSystemException named && named.getFile() != null
                ? ForeignText.line(named.getFile()) + ": " + of(failure)
                : of(failure);
    }

    private static String words(IOException failure, @Nullable String text) {
        String line = text == null ? "" : ForeignText.line(text);
        return line.isEmpty() ? failure.getClass().getSimpleName() : line;
    }
}
