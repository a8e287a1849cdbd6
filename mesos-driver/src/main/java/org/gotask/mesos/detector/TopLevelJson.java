package org.gotask.mesos.detector;

import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a few string members of a JSON object and nothing else. The state of a cluster is megabytes of JSON of which the
 * detector needs one line, so this goes through the text once, keeps nothing but what is asked for, and stops when it has
 * it all. Members of nested objects are passed over. It does not validate: of a text that is no JSON it finds nothing, or
 * stops with an error.
 */
final class TopLevelJson {

    private static final int LONGEST_KEPT = 4096;

    private final Reader reader;

    private TopLevelJson(Reader reader) {
        this.reader = reader;
    }

    /**
     * The string values of these members of the outermost object, as far as they are there.
     *
     * @throws IOException if the text cannot be read, or ends too early
     */
    static Map<String, String> strings(Reader reader, Set<String> names) throws IOException {
        return new TopLevelJson(reader).read(names);
    }

    private Map<String, String> read(Set<String> names) throws IOException {
        Map<String, String> found = new HashMap<>();
        int depth = 0;
        // the last string at the outermost level, until what follows it tells whether it was a name or a value
        String pending = null;
        String name = null;
        for (int c = reader.read(); c >= 0 && found.size() < names.size(); c = reader.read()) {
            switch (c) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    keep(found, names, depth, name, pending);
                    depth--;
                    pending = null;
                    if (depth <= 0) {
                        return found;
                    }
                }
                case '"' -> {
                    String text = string();
                    pending = depth == 1 ? text : pending;
                }
                case ':' -> {
                    if (depth == 1) {
                        name = pending;
                        pending = null;
                    }
                }
                case ',' -> {
                    keep(found, names, depth, name, pending);
                    if (depth == 1) {
                        name = null;
                        pending = null;
                    }
                }
                default -> {
                    // white space, numbers, true, false, null
                }
            }
        }
        if (found.size() < names.size()) {
            throw new IOException("answer is no whole JSON object");
        }
        return found;
    }

    private static void keep(
            Map<String, String> found, Set<String> names, int depth, @Nullable String name, @Nullable String value) {
        if (depth == 1 && name != null && value != null && names.contains(name)) {
            found.put(name, value);
        }
    }

    /** The rest of a string whose opening quote has been read; cut off when longer than anything asked for. */
    private String string() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = next(); c != '"'; c = next()) {
            int unescaped = c == '\\' ? escaped() : c;
            if (text.length() < LONGEST_KEPT) {
                text.append((char) unescaped);
            }
        }
        return text.toString();
    }

    private int escaped() throws IOException {
        int c = next();
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            default -> c;
        };
    }

    private int unicode() throws IOException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw new IOException("answer is no JSON: bad \\u in a string");
            }
            code = code * 16 + digit;
        }
        return code;
    }

    private int next() throws IOException {
        int c = reader.read();
        if (c < 0) {
            throw new IOException("answer is no whole JSON object");
        }
        return c;
    }
}
