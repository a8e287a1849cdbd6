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
    private final boolean peerMayEnd;
    private final LogLimit limit = new LogLimit(QUIET);
    private boolean reached;

    /** Adds what is lost to {@code losses}; warns of the end of a peer unless it may end. */
    DropLog(PeerAddress address, LongAdder losses, boolean peerMayEnd) {
        this.address = address;
        this.losses = losses;
        this.peerMayEnd = peerMayEnd;
    }

    void dropped(long messages, String reason) {
        losses.add(messages);
        long untold = limit.admit(System.nanoTime(), messages);
        if (untold > 0) {
            log.warn("messages dropped: to={}, count={}, reason={}", address, untold, reason);
        }
    }

    /** The peer has ended its connection, or takes none: it has ended if it was ever reached. */
    void droppedAtEnd(long messages, String reason) {
        if (peerMayEnd && reached) {
            losses.add(messages);
            log.debug("messages to an ended peer dropped: to={}, count={}, reason={}", address, messages, reason);
        } else {
            dropped(messages, reason);
        }
    }

    void reached() {
        reached = true;
        limit.reset();
    }
}
