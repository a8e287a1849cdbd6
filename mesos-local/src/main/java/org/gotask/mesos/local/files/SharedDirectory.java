package org.gotask.mesos.local.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/**
 * A directory in which other users may be able to create files, such as the system's temporary one.
 *
 * @param path absolute, without symbolic links
 * @param owner the owner
 * @param ownerId the user id of the owner
 * @param mode type and permissions, as in {@code stat}
 */
public record SharedDirectory(Path path, UserPrincipal owner, int ownerId, int mode) {

    private static final int ROOT = 0;
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    /**
     * Reads the attributes of a directory.
     *
     * @throws IOException if it does not exist or cannot be read
     */
    public static SharedDirectory at(Path directory) throws IOException {
        Path path = directory.toRealPath();
        return new SharedDirectory(path, Files.getOwner(path), (int) Files.getAttribute(path, "unix:uid"), (int)
                Files.getAttribute(path, "unix:mode"));
    }

    /** Whether every user can replace the files of other users. */
    public boolean isFreeForAll() {
        return (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0;
    }

    /** Whether only the user and the administrator can replace the files of the user. */
    public boolean isSafeFor(ThisUser user) {
        return !isFreeForAll() && (ownerId == ROOT || owner.equals(user.principal()));
    }
}
