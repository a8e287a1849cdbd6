package org.gotask.link;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which sequence numbers have arrived, and the datagrams that wait for one before them; bounded in number and bytes. For
 * one thread.
 */
final class ReceiveWindow {

    /** What became of a datagram that arrived. */
    enum Verdict {
        /** It is the next. */
        NEXT,
        /** It waits for those before it. */
        AHEAD,
        /** It has been here before. */
        DUPLICATE,
        /** It is so far ahead that there is no room for it: as good as lost. */
        BEYOND
    }

    /**
     * A datagram that has come too early.
     *
     * @param framesAt where its frames begin
     */
    @SuppressWarnings("ArrayRecordComponent") // as it arrived, and never compared
    record Waiting(byte[] datagram, int framesAt) {}

    private static final int MAX_AHEAD = 4096;

    private final long maxBytes;
    private final TreeMap<Long, Waiting> ahead = new TreeMap<>();
    private long bytesAhead;
    private long cumulative;
    private long latestTransmission;
    private long latestNanos;

    ReceiveWindow(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A datagram that is not {@link Verdict#NEXT} is kept here if it is to wait. */
    Verdict arrived(long sequence, long transmission, Waiting datagram, long now) {
        if (transmission > latestTransmission) {
            latestTransmission = transmission;
            latestNanos = now;
        }
        if (sequence <= cumulative || ahead.containsKey(sequence)) {
            return Verdict.DUPLICATE;
        }
        if (sequence == cumulative + 1) {
            cumulative = sequence;
            return Verdict.NEXT;
        }
        if (ahead.size() >= MAX_AHEAD || bytesAhead + datagram.datagram().length > maxBytes) {
            return Verdict.BEYOND;
        }
        ahead.put(sequence, datagram);
        bytesAhead += datagram.datagram().length;
        return Verdict.AHEAD;
    }

    /** Takes the next datagram if it waits here. */
    @Nullable
    Waiting takeNext() {
        Map.Entry<Long, Waiting> first = ahead.firstEntry();
        if (first == null || first.getKey() != cumulative + 1) {
            return null;
        }
        ahead.pollFirstEntry();
        bytesAhead -= first.getValue().datagram().length;
        cumulative++;
        return first.getValue();
    }

    boolean hasGap() {
        return !ahead.isEmpty();
    }

    long bytesAhead() {
        return bytesAhead;
    }

    long cumulative() {
        return cumulative;
    }

    Acknowledgement acknowledgement(long now) {
        if (latestTransmission == 0) {
            return Acknowledgement.NOTHING;
        }
        return new Acknowledgement(cumulative, latestTransmission, Math.max(0, now - latestNanos) / 1000, ranges());
    }

    private long[] ranges() {
        if (ahead.isEmpty()) {
            return Acknowledgement.NOTHING.ranges();
        }
        long[] found = new long[2 * WireFormat.MAX_RANGES];
        int count = 0;
        for (long sequence : ahead.keySet()) {
            if (count > 0 && found[count - 1] == sequence - 1) {
                found[count - 1] = sequence;
            } else if (count == found.length) {
                break;
            } else {
                found[count++] = sequence;
                found[count++] = sequence;
            }
        }
        return Arrays.copyOf(found, count);
    }
}
