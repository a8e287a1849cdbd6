package org.gotask.mesos.libprocess.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Caches the parsed form of byte sequences that recur, such as the path and the sender of each message of a connection.
 * A table of fixed size, in which a later entry replaces an earlier one. Confined to one thread.
 */
final class ByteKeyCache<T> {

    private static final int LONGEST_KEY = 160;
    private static final byte[] NO_KEY = {};

    private final Parser<T> parser;
    private final byte[][] keys;
    private final List<@Nullable T> values;

    /**
     * An empty cache.
     *
     * @param slots the maximum number of entries, a power of two
     */
    ByteKeyCache(int slots, Parser<T> parser) {
        this.parser = parser;
        keys = new byte[slots][];
        values = new ArrayList<>(Collections.nCopies(slots, null));
        Arrays.fill(keys, NO_KEY);
    }

    /** The parsed form of {@code bytes[from, to)}. */
    T get(byte[] bytes, int from, int to) throws MalformedRequestException {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 16) & (keys.length - 1);
        T known = values.get(slot);
        if (known != null && Arrays.equals(keys[slot], 0, keys[slot].length, bytes, from, to)) {
            return known;
        }
        T value = parser.parse(bytes, from, to);
        if (to - from <= LONGEST_KEY) {
            keys[slot] = Arrays.copyOfRange(bytes, from, to);
            values.set(slot, value);
        }
        return value;
    }

    /** Parses {@code bytes[from, to)}. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(byte[] bytes, int from, int to) throws MalformedRequestException;
    }
}
