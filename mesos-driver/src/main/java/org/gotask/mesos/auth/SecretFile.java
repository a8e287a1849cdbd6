package org.gotask.mesos.auth;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;

/** Checks files that contain secrets: their permissions, and common mistakes in their contents. Stateless. */
public final class SecretFile {

    private static final ByteString UTF_8_MARK = bytes(0xEF, 0xBB, 0xBF);
    private static final List<ByteString> UTF_16_MARKS = List.of(bytes(0xFF, 0xFE), bytes(0xFE, 0xFF));

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

    /**
     * A one-line warning if a secret that was read from a file contains more than the secret, most probably: a byte order
     * mark, white space, the principal, or several lines. It is used as it is, since any bytes may be a secret. Never
     * contains the secret.
     */
    public static Optional<String> oddity(Path file, Credential credential) {
        ByteString secret = credential.secret();
        String text = secret.toString(StandardCharsets.ISO_8859_1); // a character for each byte
        if (secret.startsWith(UTF_8_MARK)) {
            return odd("begins with a byte order mark", file, "save it without one");
        }
        if (UTF_16_MARKS.stream().anyMatch(secret::startsWith)) {
            return odd("is text in UTF-16", file, "save it in UTF-8 without a byte order mark");
        }
        if (secret.byteAt(0) == '{' && text.contains("\"secret\"")) {
            return odd("looks like JSON", file, "it must contain the secret alone");
        }
        ByteString principal = ByteString.copyFromUtf8(credential.principal());
        if (secret.size() > principal.size()
                && secret.startsWith(principal)
                && isWhiteSpace(secret.byteAt(principal.size()))) {
            return odd("begins with the principal", file, "it must contain the secret alone");
        }
        if (isWhiteSpace(secret.byteAt(0))) {
            return odd("begins with white space", file, "remove it unless it belongs to the secret");
        }
        if (isWhiteSpace(secret.byteAt(secret.size() - 1))) {
            return odd("ends with white space", file, "remove it unless it belongs to the secret");
        }
        return text.contains("\n")
                ? odd("has several lines", file, "it must contain the secret alone")
                : Optional.empty();
    }

    private static Optional<String> odd(String mistake, Path file, String advice) {
        return Optional.of("the secret file " + mistake + ": " + file + "; " + advice);
    }

    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    private static ByteString bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteString.copyFrom(bytes);
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
