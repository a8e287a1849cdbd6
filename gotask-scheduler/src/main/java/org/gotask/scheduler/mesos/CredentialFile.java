package org.gotask.scheduler.mesos;

import java.io.IOException;
import java.nio.file.Path;
import org.gotask.mesos.auth.Credential;

/**
 * The principal of the framework, and the file that contains its secret. The secret is read when the framework starts,
 * and kept nowhere else.
 */
record CredentialFile(String principal, Path secretFile) {

    /**
     * Reads the secret.
     *
     * @throws IOException if the file cannot be read; the message names it
     * @throws IllegalArgumentException if the principal or the secret is malformed
     */
    Credential read() throws IOException {
        return Credential.fromFile(principal, secretFile);
    }
}
