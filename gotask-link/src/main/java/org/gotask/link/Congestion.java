package org.gotask.link;

/**
 * How many bytes may be under way: doubles each round trip until the first loss, then grows by a datagram each round
 * trip; shrinks with each round trip in which something was lost. For one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5681">RFC 5681, TCP Congestion Control</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9002">RFC 9002, QUIC Loss Detection and Congestion Control</a>
 */
final class Congestion {

    /** Loss says little about congestion here: below is TCP, which waits rather than drops. */
    private static final int MIN_DATAGRAMS = 8;

    private static final double SHRINK = 0.7;

    private final long maxBytes;
    private final long minBytes;
    private final int datagramBytes;
    private long windowBytes;
    private long threshold = Long.MAX_VALUE;
    private long recoversAfter;

    Congestion(int datagramBytes, long maxBytes) {
        this.datagramBytes = datagramBytes;
        this.maxBytes = maxBytes;
        this.minBytes = Math.min(maxBytes, (long) MIN_DATAGRAMS * datagramBytes);
        this.windowBytes = minBytes;
    }

    long windowBytes() {
        return windowBytes;
    }

    /** @param wasFull whether as much was under way as the window allowed */
    void acknowledged(long bytes, boolean wasFull) {
        if (wasFull && windowBytes < maxBytes) {
            long growth = windowBytes < threshold ? bytes : Math.max(1, datagramBytes * bytes / windowBytes);
            windowBytes = Math.min(maxBytes, windowBytes + growth);
        }
    }

    /**
     * A transmission was lost.
     *
     * @param transmission its number; losses before the last shrinking belong to it
     * @param latest the number of the latest transmission that was sent
     */
    void lost(long transmission, long latest) {
        if (transmission > recoversAfter) {
            recoversAfter = latest;
            windowBytes = Math.max(minBytes, (long) (windowBytes * SHRINK));
            threshold = windowBytes;
        }
    }
}
