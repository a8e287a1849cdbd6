package org.gotask.scheduler.artifact;

import java.time.Duration;

/**
 * How much those who download may take. Immutable.
 *
 * @param connections how many there may be at a time
 * @param patience for a request, and beside the time for its bytes for the answer
 * @param bytesPerSecond how fast an answer has to be read on the average
 */
record DownloadLimits(int connections, Duration patience, int bytesPerSecond) {

    /** More than the agents of a cluster that begin at a time, and slower than any network between them. */
    static final DownloadLimits DEFAULT = new DownloadLimits(512, Duration.ofSeconds(30), 16 * 1024);

    /** When a connection has to have come to its end, or to more bytes. */
    long dueNanos(long startNanos, long sentBytes) {
        return startNanos + patience.toNanos() + sentBytes * 1_000_000 / bytesPerSecond * 1000;
    }
}
