package org.gotask.mesos.auth;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Objects;
import org.gotask.mesos.text.FileBytes;
import org.gotask.mesos.text.FileReason;

/**
 * A principal and the secret that proves its identity. Immutable. The secret is never part of {@link #toString}, nor of
 * the message of any exception.
 */
public final class Credential {

    /** The maximum length of a secret file; a longer one is probably another file. */
    private static final int LONGEST_SECRET = 64 * 1024;

    private static final int LONGEST_PRINCIPAL = 1024;

    private final String principal;
    private final ByteString secret;

    /**
     * A principal with its secret.
     *
     * @param principal the name: not empty, without white space and control characters
     * @param secret at least one byte
     * @throws IllegalArgumentException if either is outside its range
     */
    public Credential(String principal, ByteString secret) {
        this.principal = Objects.requireNonNull(principal, "principal");
        this.secret = Objects.requireNonNull(secret, "secret");
        if (principal.isEmpty() || principal.length() > LONGEST_PRINCIPAL) {
            throw new IllegalArgumentException("principal has an invalid length: length=" + principal.length()
                    + ", expected 1 to " + LONGEST_PRINCIPAL);
        }
        // a space ends the principal in the answer to a challenge
        if (!principal
                .codePoints()
                .allMatch(c -> c > ' ' && !Character.isISOControl(c) && !Character.isWhitespace(c))) {
            throw new IllegalArgumentException("principal contains a blank or a control character");
        }
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("secret is empty: principal=" + principal);
        }
    }

    /**
     * A principal with a secret text.
     *
     * @throws IllegalArgumentException if either is outside its range
     */
    public static Credential of(String principal, String secret) {
        return new Credential(principal, ByteString.copyFromUtf8(secret));
    }

    /**
     * A principal with a secret from a file: all of its bytes, except for one line terminator at the end. Reads the file
     * once, since it may be a pipe. {@link SecretFile#oddity} finds common mistakes in it.
     *
     * @throws IOException if the file cannot be read; the message is one line that names it
     * @throws IllegalArgumentException if the principal is malformed, or the file is empty or too long
     */
    public static Credential fromFile(String principal, Path secretFile) throws IOException {
        byte[] bytes;
        try {
            bytes = FileBytes.readAtMost(secretFile, LONGEST_SECRET + 1);
        } catch (NoSuchFileException e) {
            throw new IOException("secret file does not exist: " + secretFile, e);
        } catch (IOException e) {
            throw new IOException("secret file cannot be read: " + secretFile + ": " + FileReason.of(e), e);
        }
        if (bytes.length > LONGEST_SECRET) {
            throw new IllegalArgumentException(
                    "secret file is too long: " + secretFile + ", expected at most " + LONGEST_SECRET + " bytes");
        }
        ByteString secret = withoutLineEnd(ByteString.copyFrom(bytes));
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("secret file is empty: " + secretFile);
        }
        return new Credential(principal, secret);
    }

    private static ByteString withoutLineEnd(ByteString bytes) {
        int end = bytes.size();
        if (end > 0 && bytes.byteAt(end - 1) == '\n') {
            end--;
            if (end > 0 && bytes.byteAt(end - 1) == '\r') {
                end--;
            }
        }
        return bytes.substring(0, end);
    }

    /** The name. */
    public String principal() {
        return principal;
    }

    /** The secret, for mechanisms. */
    public ByteString secret() {
        return secret;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Credential that
                && principal.equals(that.principal)
                && MessageDigest.isEqual(secret.toByteArray(), that.secret.toByteArray());
    }

    /** Computed from the principal only, so that it reveals nothing about the secret. */
    @Override
    public int hashCode() {
        return principal.hashCode();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Credential[principal=" + principal + ", secret=(not shown)]";
    }
}
