package org.gotask.link.protocol;

/**
 * The measured round-trip time, and the retransmission timeout that follows from it. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6298">RFC 6298, Computing TCP's Retransmission Timer</a>
 */
final class RoundTrip {

    /** Before the first measurement. */
    private static final long FIRST_NANOS = 250_000_000;

    private final long minNanos;
    private final long maxNanos;
    private boolean measured;
    private long smoothedNanos = FIRST_NANOS;
    private long variationNanos;
    private long latestNanos = FIRST_NANOS;
    private int backOff;

    RoundTrip(long minNanos, long maxNanos) {
        this.minNanos = minNanos;
        this.maxNanos = maxNanos;
    }

    void sample(long nanos) {
        latestNanos = nanos;
        if (measured) {
            variationNanos = (3 * variationNanos + Math.abs(smoothedNanos - nanos)) / 4;
            smoothedNanos = (7 * smoothedNanos + nanos) / 8;
        } else {
            measured = true;
            smoothedNanos = nanos;
            variationNanos = nanos / 2;
        }
    }

    /** How long to wait for an acknowledgement before a datagram is sent again; doubles with each timeout in a row. */
    long timeoutNanos() {
        long timeout = measured ? smoothedNanos + 4 * variationNanos : FIRST_NANOS;
        long doubled = Math.max(minNanos, Math.min(timeout, maxNanos)) << backOff;
        return Math.min(maxNanos, doubled);
    }

    /** The age at which an overtaken datagram counts as lost: slightly more than a round trip. */
    long lossDelayNanos() {
        return Math.max(1_000_000, Math.max(smoothedNanos, latestNanos) / 8 * 9);
    }

    void timedOut() {
        backOff = Math.min(backOff + 1, 20);
    }

    /** An acknowledgement has arrived: the timeout is no longer doubled. */
    void progress() {
        backOff = 0;
    }

    /** The smoothed time; 0 before the first measurement. */
    long smoothedNanos() {
        return measured ? smoothedNanos : 0;
    }
}
