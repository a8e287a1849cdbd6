package org.gotask.mesos.libprocess.outbound;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.gotask.mesos.libprocess.address.PeerAddress;
import org.gotask.mesos.log.LogRateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs messages that a peer does not receive, or may not have received. The log is rate-limited: the first
 * loss is logged immediately, later ones in one line a minute, until the peer is reached again. Guarded by the lock of
 * the outbox.
 */
final class DropLog {

    private static final Logger log = LoggerFactory.getLogger(DropLog.class);

    private static final Duration QUIET = Duration.ofMinutes(1);

    private final PeerAddress address;
    private final LongAdder losses;
    private final boolean peerMayEnd;
    private final LogRateLimit limit = new LogRateLimit(QUIET);
    private boolean reached;
    private long suspended; // losses to log if the peer is reached again
    private String suspendedReason = "";

    /** Adds losses to {@code losses}. With {@code peerMayEnd}, the end of a peer is logged at debug level. */
    DropLog(PeerAddress address, LongAdder losses, boolean peerMayEnd) {
        this.address = address;
        this.losses = losses;
        this.peerMayEnd = peerMayEnd;
    }

    void dropped(long messages, String reason) {
        losses.add(messages);
        long unlogged = limit.admit(System.nanoTime(), messages);
        if (unlogged > 0) {
            log.warn("messages dropped: to={}, count={}, reason={}", address, unlogged, reason);
        }
    }

    /**
     * Messages were dropped because the peer closed its connection or refuses connections: if it was ever reached, it
     * has ended.
     */
    void droppedAtEnd(long messages, String reason) {
        if (peerMayEnd && reached) {
            losses.add(messages);
            log.debug(
                    "messages to an ended peer dropped: to={}, count={}, reason={}",
                    address,
                    messages + suspended,
                    reason);
            suspended = 0;
        } else {
            dropped(messages, reason);
        }
    }

    /**
     * A message was dropped because connections break while it is sent. Either the peer refuses it, and can be reached
     * again, or the peer is ending: its system closes the connections before the port.
     */
    void droppedByBreaks(String reason) {
        if (peerMayEnd && reached) {
            losses.add(1);
            suspended++;
            suspendedReason = reason;
        } else {
            dropped(1, reason);
        }
    }

    void reached() {
        reached = true;
        limit.reset();
        if (suspended > 0) {
            log.warn("messages dropped: to={}, count={}, reason={}", address, suspended, suspendedReason);
            suspended = 0;
        }
    }
}
