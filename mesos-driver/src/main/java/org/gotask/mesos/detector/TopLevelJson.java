package org.gotask.mesos.detector;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads a few string members of a JSON object. The state of a cluster is megabytes of JSON, of which the detector needs
 * a few members: this reads a stream, skips other members and nested objects, and stops once it has found all. Memory
 * is bounded whatever the text is: no name or wanted value may be longer than 4096 characters.
 */
final class TopLevelJson {

    private static final int MAX_CHARS = 4096;

    private TopLevelJson() {}

    /**
     * The string values of these members of the outermost object, as far as they are present. Of a repeated member, the
     * last value before the reading stops.
     *
     * @throws IOException if the text cannot be read, is not a whole JSON object, or has a name or wanted value that is
     *     too long; the message is one line
     */
    static Map<String, String> strings(Reader text, Set<String> names) throws IOException {
        LimitedReader limited = new LimitedReader(text);
        // not closed: the reader belongs to the caller
        JsonReader json = new JsonReader(limited);
        try {
            return members(json, limited, names);
        } catch (EOFException e) {
            throw new IOException("response is not a complete JSON object", e);
        } catch (MalformedJsonException e) {
            throw new IOException("response is malformed JSON", e);
        }
    }

    private static Map<String, String> members(JsonReader json, LimitedReader limited, Set<String> names)
            throws IOException {
        Map<String, String> found = new HashMap<>();
        if (json.peek() != JsonToken.BEGIN_OBJECT) {
            throw new IOException("response is not a JSON object");
        }
        json.beginObject();
        while (found.size() < names.size()) {
            limited.allow(MAX_CHARS);
            if (!json.hasNext()) {
                return found;
            }
            String name = json.nextName();
            if (names.contains(name) && json.peek() == JsonToken.STRING) {
                limited.allow(MAX_CHARS);
                found.put(name, json.nextString());
            } else {
                limited.allow(Long.MAX_VALUE);
                json.skipValue();
            }
        }
        return found;
    }

    /**
     * Ends with an error when more characters are read than were allowed. {@link JsonReader} keeps a whole token in
     * memory.
     */
    private static final class LimitedReader extends Reader {

        private final Reader text;
        private long allowed = MAX_CHARS;

        LimitedReader(Reader text) {
            this.text = text;
        }

        /** Allows so many further characters; what was allowed before no longer counts. */
        void allow(long chars) {
            allowed = chars;
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            if (allowed <= 0) {
                throw new IOException("response has a name or value of more than " + MAX_CHARS + " characters");
            }
            int count = text.read(target, offset, (int) Math.min(length, allowed));
            allowed -= Math.max(0, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
