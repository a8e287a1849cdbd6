package org.gotask.scheduler.artifact;

import java.time.Duration;

/**
 * The limits of downloads. Immutable.
 *
 * @param connections the number of concurrent connections
 * @param patience the time for a request, and for a response in addition to the time for its bytes
 * @param bytesPerSecond the lowest average rate at which a response must be read
 */
record DownloadLimits(int connections, Duration patience, int bytesPerSecond) {

    /** More agents than start at the same time, and a lower rate than that of any network between them. */
    static final DownloadLimits DEFAULT = new DownloadLimits(512, Duration.ofSeconds(30), 16 * 1024);

    /** The time at which the connection must be closed, or more bytes must have been sent. */
    long dueNanos(long startNanos, long sentBytes) {
        return startNanos + patience.toNanos() + sentBytes * 1_000_000 / bytesPerSecond * 1000;
    }
}
