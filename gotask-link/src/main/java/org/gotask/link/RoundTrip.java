package org.gotask.link;

/**
 * The measured round-trip time, and how long to wait for an acknowledgement. For one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6298">RFC 6298, Computing TCP's Retransmission Timer</a>
 */
final class RoundTrip {

    /** Until there is a measurement. */
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

    /** After so long without an acknowledgement something is sent again; doubles with every time that was in vain. */
    long timeoutNanos() {
        long timeout = measured ? smoothedNanos + 4 * variationNanos : FIRST_NANOS;
        long doubled = Math.max(minNanos, Math.min(timeout, maxNanos)) << backOff;
        return Math.min(maxNanos, doubled);
    }

    /** What was sent so long before something that has arrived counts as lost: a little more than a round trip. */
    long lossDelayNanos() {
        return Math.max(1_000_000, Math.max(smoothedNanos, latestNanos) / 8 * 9);
    }

    void timedOut() {
        backOff = Math.min(backOff + 1, 20);
    }

    void progress() {
        backOff = 0;
    }

    /** The smoothed time; 0 before the first measurement. */
    long smoothedNanos() {
        return measured ? smoothedNanos : 0;
    }
}
