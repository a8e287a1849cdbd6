package org.gotask.mesos.libprocess;

import java.time.Duration;

/**
 * Tells whether a peer is too slow with a request, or with taking an answer. Only the time counts in which this side waits for
 * the peer. The peer has some patience, and more for all that it has moved. One thread reports, any may ask.
 */
final class Progress {

    private final long nanosPerByte;

    // written by the reporting thread only
    private long waitedNanos;
    private long bytes;
    private long sinceNanos;
    private volatile long overdueNanos;
    private volatile boolean waiting;

    /** For a peer that has to move so many bytes a second. */
    Progress(int bytesPerSecond) {
        nanosPerByte = Duration.ofSeconds(1).toNanos() / bytesPerSecond;
    }

    /** Another request or answer begins. */
    void restart() {
        waitedNanos = 0;
        bytes = 0;
    }

    /** This side begins to wait for the peer. */
    void waits(long nowNanos) {
        sinceNanos = nowNanos;
        // without the patience, which may change while waiting
        overdueNanos = nowNanos - waitedNanos + bytes * nanosPerByte;
        waiting = true;
    }

    /** The peer has moved so many bytes. */
    void moved(long nowNanos, long count) {
        waiting = false;
        waitedNanos += nowNanos - sinceNanos;
        bytes += count;
    }

    /** Whether the peer has used up its patience. */
    boolean isOverdue(long nowNanos, long patienceNanos) {
        return waiting && nowNanos - overdueNanos > patienceNanos;
    }
}
