package org.gotask.mesos.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.text.FileReason;

/**
 * Reads files in the format of a Mesos master's {@code --credentials}: {@code
 * {"credentials":[{"principal":"p","secret":"s"}]}}, or, in the former format, lines of a principal, white space and a
 * secret. Error messages never contain a secret.
 */
final class CredentialsFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final String EXAMPLE = "expected {\"credentials\":[{\"principal\":\"p\",\"secret\":\"s\"}]}"
            + " or lines of a principal and a secret";

    private static final String ONE_EXAMPLE =
            "expected {\"principal\":\"p\",\"secret\":\"s\"} or one line of a principal and a secret";

    private CredentialsFile() {}

    /**
     * Reads all credentials of a file; at least one.
     *
     * @throws IOException if the file cannot be read; the message is one line that names it
     * @throws IllegalArgumentException if the file is malformed; the message is one line with the position
     */
    static List<Credential> read(Path file) throws IOException {
        String text = text(file);
        List<Credential> credentials = text.strip().startsWith("{") ? json(file, text) : lines(file, text);
        if (credentials.isEmpty()) {
            throw new IllegalArgumentException("credentials file is empty: " + file + ", " + EXAMPLE);
        }
        var seen = new HashSet<String>();
        for (Credential credential : credentials) {
            if (!seen.add(credential.principal())) {
                throw new IllegalArgumentException(
                        "principal given twice: principal=" + credential.principal() + ", file=" + file);
            }
        }
        return credentials;
    }

    /**
     * Reads the only credential of a file: {@code {"principal":"p","secret":"s"}}, or a line of a principal, white
     * space and a secret.
     *
     * @throws IOException if the file cannot be read; the message is one line that names it
     * @throws IllegalArgumentException if the file is malformed; the message is one line
     */
    static Credential readOne(Path file) throws IOException {
        String text = text(file);
        if (!text.strip().startsWith("{")) {
            List<Credential> credentials = lines(file, text);
            if (credentials.size() != 1) {
                throw new IllegalArgumentException(
                        "credential file has " + credentials.size() + " credentials: " + file + ", " + ONE_EXAMPLE);
            }
            return credentials.getFirst();
        }
        try {
            return credential(file, "number 1", JsonParser.parseString(text).getAsJsonObject(), ONE_EXAMPLE);
        } catch (JsonParseException | IllegalStateException e) {
            // without the cause, whose message quotes the file
            throw new IllegalArgumentException("credential file is malformed JSON: " + file + ", " + ONE_EXAMPLE);
        }
    }

    private static String text(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            if (text.startsWith(BYTE_ORDER_MARK)) {
                throw new IllegalArgumentException(
                        "credentials file begins with a byte order mark: " + file + "; save it without one");
            }
            return text;
        } catch (NoSuchFileException e) {
            throw new IOException("credentials file does not exist: " + file, e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("credentials file is not text: " + file + ", " + EXAMPLE, e);
        } catch (IOException e) {
            throw new IOException("credentials file cannot be read: " + file + ": " + FileReason.of(e), e);
        }
    }

    private static List<Credential> json(Path file, String text) {
        var credentials = new ArrayList<Credential>();
        try {
            JsonElement list = JsonParser.parseString(text).getAsJsonObject().get("credentials");
            if (list == null || !list.isJsonArray()) {
                throw new IllegalArgumentException("credentials file has no credentials: " + file + ", " + EXAMPLE);
            }
            for (JsonElement element : list.getAsJsonArray()) {
                credentials.add(
                        credential(file, "number " + (credentials.size() + 1), element.getAsJsonObject(), EXAMPLE));
            }
        } catch (JsonParseException | IllegalStateException e) {
            // without the cause, whose message quotes the file
            throw new IllegalArgumentException("credentials file is malformed JSON: " + file + ", " + EXAMPLE);
        }
        return credentials;
    }

    private static Credential credential(Path file, String where, JsonObject object, String example) {
        JsonElement principal = object.get("principal");
        JsonElement secret = object.get("secret");
        if (principal == null || secret == null || !principal.isJsonPrimitive() || !secret.isJsonPrimitive()) {
            throw new IllegalArgumentException(
                    "credential without principal or secret: " + where + ", file=" + file + ", " + example);
        }
        return credential(file, where, principal.getAsString(), secret.getAsString());
    }

    private static List<Credential> lines(Path file, String text) {
        var credentials = new ArrayList<Credential>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String[] words = line.strip().split("\\s+", -1);
            if (words.length != 2) {
                throw new IllegalArgumentException(
                        "malformed credential: line " + number + ", file=" + file + ", " + EXAMPLE);
            }
            credentials.add(credential(file, "line " + number, words[0], words[1]));
        }
        return credentials;
    }

    private static Credential credential(Path file, String where, String principal, String secret) {
        try {
            return Credential.of(principal, secret);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", " + where + ", file=" + file, e);
        }
    }
}
