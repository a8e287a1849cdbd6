package org.gotask.mesos.local.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Creates files and directories that only their owner can read, change and enter. */
public final class PrivateFiles {

    /** The permissions of a file. */
    public static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    /** The permissions of a program. */
    public static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwx------");

    /** The permissions of a directory. */
    public static final Set<PosixFilePermission> DIRECTORY = PROGRAM;

    private PrivateFiles() {}

    /** Creates a directory and its missing parents. */
    public static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
    }

    /** Creates an empty file; does nothing if the file exists. */
    public static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }
}
