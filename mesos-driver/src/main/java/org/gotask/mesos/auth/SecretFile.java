package org.gotask.mesos.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** Checks the permissions of files that contain secrets. Stateless. */
public final class SecretFile {

    private SecretFile() {}

    /**
     * A one-line warning if every user of the machine can read the file; empty if not, or if the file system has no
     * POSIX permissions.
     */
    public static Optional<String> warning(Path file) {
        return isReadableByAll(file)
                ? Optional.of("every user of this machine can read the secret in " + file + "; chmod 600 " + file)
                : Optional.empty();
    }

    private static boolean isReadableByAll(Path file) {
        try {
            Path real = file.toRealPath();
            if (!Files.getPosixFilePermissions(real).contains(PosixFilePermission.OTHERS_READ)) {
                return false;
            }
            for (Path directory = real.getParent(); directory != null; directory = directory.getParent()) {
                if (!Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // the attempt to read the file reports the problem
        }
    }
}
