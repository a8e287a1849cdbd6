package org.gotask.mesos.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A secret that every user of the machine can read causes a warning. */
class SecretFileTest {

    private Path folder;
    private Path file;

    @BeforeEach
    void create() throws IOException {
        // in the system's temporary directory, which every user can enter
        folder = Files.createTempDirectory("gotask-secret-file-test");
        file = Files.writeString(folder.resolve("secret"), "hush");
        set(folder, "rwxr-xr-x");
    }

    @AfterEach
    void remove() throws IOException {
        Files.delete(file);
        Files.delete(folder);
    }

    @Test
    void warnsIfEverybodyCanReadTheFile() throws IOException {
        set(file, "rw-r--r--");

        assertThat(SecretFile.warning(file))
                .contains("every user of this machine can read the secret in " + file + "; chmod 600 " + file);
    }

    @Test
    void fileOfItsUserIsNoReasonToWarn() throws IOException {
        set(file, "rw-------");

        assertThat(SecretFile.warning(file)).isEmpty();
    }

    @Test
    void directoryThatOthersCannotEnterProtectsTheFile() throws IOException {
        set(file, "rw-r--r--");
        set(folder, "rwx------");

        assertThat(SecretFile.warning(file)).isEmpty();
    }

    @Test
    void fileThatDoesNotExistIsNoReasonToWarn() {
        assertThat(SecretFile.warning(folder.resolve("none"))).isEmpty();
    }

    private static void set(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
