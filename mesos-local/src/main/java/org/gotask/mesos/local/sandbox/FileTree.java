package org.gotask.mesos.local.sandbox;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes directories recursively, and nothing outside: each entry is deleted relative to the open directory that
 * contains it, so that a directory replaced by a symbolic link is not followed. An entry that cannot be deleted does
 * not prevent the deletion of others.
 */
final class FileTree {

    private static final Set<PosixFilePermission> ENTER_AND_CHANGE = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private @Nullable IOException firstFailure;

    private FileTree() {}

    /**
     * Deletes a directory that only this user can access, if it exists. If its parent directory cannot be opened, it is
     * deleted by path.
     *
     * @throws IOException the first failure, after everything else was deleted
     */
    static void delete(Path directory) throws IOException {
        var tree = new FileTree();
        try (DirectoryStream<Path> parent = Files.newDirectoryStream(directory.resolveSibling(""))) {
            if (parent instanceof SecureDirectoryStream<Path> open) {
                tree.deleteEntry(open, directory.getFileName());
            } else {
                deleteByPath(directory);
            }
        } catch (NoSuchFileException e) {
            // the parent is missing too
        } catch (AccessDeniedException e) {
            deleteByPath(directory);
        }
        tree.throwFailure();
    }

    /**
     * Deletes the contents of an open directory.
     *
     * @param kept the name of an entry to keep
     * @throws IOException the first failure, after everything else was deleted
     */
    static void deleteContents(SecureDirectoryStream<Path> directory, String kept) throws IOException {
        var tree = new FileTree();
        tree.deleteEntries(directory, Optional.of(kept));
        tree.throwFailure();
    }

    /** The size of the files in an open directory and below; an entry that cannot be read counts as empty. */
    static long size(SecureDirectoryStream<Path> directory) {
        long bytes = 0;
        try (SecureDirectoryStream<Path> again =
                directory.newDirectoryStream(Path.of("."), LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : again) {
                bytes += entrySize(again, entry.getFileName());
            }
        } catch (IOException | DirectoryIteratorException e) {
            // changed meanwhile, or without permission
        }
        return bytes;
    }

    private static long entrySize(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        try {
            BasicFileAttributes attributes = parent.getFileAttributeView(
                            name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
            if (!attributes.isDirectory()) {
                return attributes.size();
            }
            try (SecureDirectoryStream<Path> directory = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                return size(directory);
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            return 0;
        }
    }

    private void deleteEntries(SecureDirectoryStream<Path> directory, Optional<String> kept) {
        try {
            for (Path entry : directory) {
                Path name = entry.getFileName();
                if (kept.isEmpty() || !name.toString().equals(kept.get())) {
                    deleteEntry(directory, name);
                }
            }
        } catch (DirectoryIteratorException e) {
            failed(new IOException(String.valueOf(e.getCause()), e));
        }
    }

    private void deleteEntry(SecureDirectoryStream<Path> parent, Path name) {
        try {
            if (isDirectory(parent, name)) {
                try (SecureDirectoryStream<Path> directory =
                        parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    makeWritable(directory);
                    deleteEntries(directory, Optional.empty());
                }
                parent.deleteDirectory(name);
            } else {
                parent.deleteFile(name);
            }
        } catch (NoSuchFileException e) {
            // deleted by another process
        } catch (IOException e) {
            failed(e);
        }
    }

    private static boolean isDirectory(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
    }

    /** Directories that programs have unpacked or cached may deny access to their owner. */
    private static void makeWritable(SecureDirectoryStream<Path> directory) throws IOException {
        PosixFileAttributeView view = directory.getFileAttributeView(PosixFileAttributeView.class);
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (!permissions.containsAll(ENTER_AND_CHANGE)) {
            view.setPermissions(ENTER_AND_CHANGE);
        }
    }

    private void failed(IOException e) {
        if (firstFailure == null) {
            firstFailure = e;
        }
    }

    private void throwFailure() throws IOException {
        if (firstFailure != null) {
            throw firstFailure;
        }
    }

    private static void deleteByPath(Path root) throws IOException {
        if (Files.notExists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
