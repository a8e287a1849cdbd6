package org.gotask.mesos.libprocess;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells about messages that a peer does not get, or may not have got: the first loss at once, those that follow in one line
 * a minute, until the peer is reached again. Guarded by the lock of the outbox.
 */
final class DropLog {

    private static final Logger log = LoggerFactory.getLogger(DropLog.class);

    private static final Duration QUIET = Duration.ofMinutes(1);

    private final PeerAddress address;
    private final LongAdder losses;
    private final LogLimit limit = new LogLimit(QUIET);

    /** Adds to {@code losses} what it tells of. */
    DropLog(PeerAddress address, LongAdder losses) {
        this.address = address;
        this.losses = losses;
    }

    void dropped(long messages, String reason) {
        losses.add(messages);
        long untold = limit.admit(System.nanoTime(), messages);
        if (untold > 0) {
            log.warn("messages dropped: to={}, count={}, reason={}", address, untold, reason);
        }
    }

    void reached() {
        limit.reset();
    }
}
