package org.gotask.mesos.local.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/**
 * A directory that others may write to as well, such as the system's temporary one.
 *
 * @param path absolute, without links
 * @param owner to whom it belongs
 * @param ownerId the number of the owner
 * @param mode its type and permissions, as the system has them
 */
public record SharedDirectory(Path path, UserPrincipal owner, int ownerId, int mode) {

    private static final int ROOT = 0;
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    /**
     * Looks at a directory.
     *
     * @throws IOException if it does not exist or cannot be looked at
     */
    public static SharedDirectory at(Path directory) throws IOException {
        Path path = directory.toRealPath();
        return new SharedDirectory(path, Files.getOwner(path), (int) Files.getAttribute(path, "unix:uid"), (int)
                Files.getAttribute(path, "unix:mode"));
    }

    /** Whether every user may replace what somebody else has put there. */
    public boolean isFreeForAll() {
        return (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0;
    }

    /** Whether nobody but the user and the administrator can replace what the user puts there. */
    public boolean isSafeFor(ThisUser user) {
        return !isFreeForAll() && (ownerId == ROOT || owner.equals(user.principal()));
    }
}
