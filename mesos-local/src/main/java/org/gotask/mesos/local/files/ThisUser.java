package org.gotask.mesos.local.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * The user of this process, as the owner of files. Thread-safe.
 *
 * @param principal equal to the owner of each file that this process creates
 */
public record ThisUser(UserPrincipal principal) {

    private static final Set<PosixFilePermission> WRITE_OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /**
     * Determines the user from the owner of a new file, which is correct everywhere: a user in a container may have no
     * name, and a file server may change the owner.
     *
     * @param folder a directory in which a file can be created temporarily
     * @throws IOException if it cannot
     */
    public static ThisUser in(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, ".gotask-owner-", "");
        try {
            return new ThisUser(Files.getOwner(probe));
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /**
     * Determines the user from a file in the system's temporary directory.
     *
     * @throws IOException if a file cannot be created there
     */
    public static ThisUser find() throws IOException {
        return in(Path.of(System.getProperty("java.io.tmpdir")));
    }

    boolean owns(PosixFileAttributes file) {
        return file.owner().equals(principal);
    }

    /** Whether the file belongs to this user and only its owner can change it. */
    public boolean ownsAlone(PosixFileAttributes file) {
        return owns(file) && file.permissions().stream().noneMatch(WRITE_OF_OTHERS::contains);
    }
}
