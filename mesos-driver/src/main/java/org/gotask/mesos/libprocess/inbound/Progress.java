package org.gotask.mesos.libprocess.inbound;

import java.time.Duration;

/**
 * Measures whether a peer is too slow with a request, or with reading a response. Only time in which this side waits
 * for the peer counts. The time limit grows with the bytes moved. One thread reports progress; {@link #isOverdue} is
 * thread-safe.
 */
final class Progress {

    private final long nanosPerByte;

    // written by the reporting thread only
    private long waitedNanos;
    private long bytes;
    private long sinceNanos;
    private volatile long overdueNanos;
    private volatile boolean waiting;

    /** Measures against a minimum rate. */
    Progress(int bytesPerSecond) {
        nanosPerByte = Duration.ofSeconds(1).toNanos() / bytesPerSecond;
    }

    /** The next request or response begins. */
    void restart() {
        waitedNanos = 0;
        bytes = 0;
    }

    /** This side begins to wait for the peer. */
    void waits(long nowNanos) {
        sinceNanos = nowNanos;
        // without the time limit, which may change while waiting
        overdueNanos = nowNanos - waitedNanos + bytes * nanosPerByte;
        waiting = true;
    }

    /** The wait ended; the peer has moved so many bytes. */
    void moved(long nowNanos, long count) {
        waiting = false;
        waitedNanos += nowNanos - sinceNanos;
        bytes += count;
    }

    /** Whether the peer exceeds the time limit. */
    boolean isOverdue(long nowNanos, long patienceNanos) {
        return waiting && nowNanos - overdueNanos > patienceNanos;
    }
}
