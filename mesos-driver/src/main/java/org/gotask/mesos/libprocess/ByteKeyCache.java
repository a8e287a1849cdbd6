package org.gotask.mesos.libprocess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a few recurring stretches of bytes were parsed to, so that the same path and the same sender are not
 * decoded again for every message of a connection. A fixed table in which a later entry displaces an earlier one. Confined
 * to one thread.
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
     * @param slots how many entries there may be, a power of two
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

    /** Makes a value from {@code bytes[from, to)}. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(byte[] bytes, int from, int to) throws MalformedRequestException;
    }
}
