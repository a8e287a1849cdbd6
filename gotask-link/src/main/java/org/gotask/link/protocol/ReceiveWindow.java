package org.gotask.link.protocol;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.gotask.link.wire.Acknowledgement;
import org.gotask.link.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * The sequence numbers that were received, and the datagrams that wait for an earlier one; bounded in number and bytes.
 * Not thread-safe.
 */
final class ReceiveWindow {

    /** The place of a received datagram in the order. */
    enum Verdict {
        /** It is the next one. */
        NEXT,
        /** An earlier one is missing; it is kept. */
        AHEAD,
        /** It was received before. */
        DUPLICATE,
        /** It is dropped, because the memory for datagrams that wait for earlier ones is exhausted. */
        BEYOND
    }

    /**
     * A datagram whose frames are not handled yet.
     *
     * @param framesAt the offset of its frames
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
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

    /** Classifies a datagram. The caller handles {@link Verdict#NEXT}, and then the results of {@link #takeNext}. */
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

    /** Takes the next datagram in order; null if it has not arrived. */
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
