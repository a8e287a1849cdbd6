package org.gotask.link.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.gotask.link.wire.Acknowledgement;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams that were sent and are not acknowledged, in the order of their sequence numbers. Each transmission has
 * a number, and an acknowledgement names the latest transmission that was received. Therefore the round trip can be
 * measured on repeated datagrams as well, and any datagram counts as lost once later transmissions have overtaken it.
 * Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9002#section-6">RFC 9002, section 6, Loss Detection</a>
 */
final class SendWindow {

    /** A transmission counts as lost when one this many numbers later was received. */
    private static final int REORDERING = 3;

    private final RoundTrip roundTrip;
    private final Consumer<SentDatagram> onSettled;

    /** The first is not acknowledged; later ones may be. */
    private final Deque<SentDatagram> unacknowledged = new ArrayDeque<>();

    private long bytesHeld;
    private int smallUnderWay;
    private int lostCount;
    private long lastSequence;
    private long acknowledgedThrough;
    private long lastTransmission;
    private long latestReceived;
    private long lastSentNanos;
    private long lossAtNanos = LinkEngine.NEVER;
    private long progressNanos;

    /** @param onSettled receives each datagram once it and all before it are acknowledged */
    SendWindow(RoundTrip roundTrip, Consumer<SentDatagram> onSettled) {
        this.roundTrip = roundTrip;
        this.onSettled = onSettled;
    }

    long nextSequence() {
        return lastSequence + 1;
    }

    long nextTransmission() {
        return lastTransmission + 1;
    }

    /** All datagrams up to this sequence number are acknowledged. */
    long acknowledgedThrough() {
        return acknowledgedThrough;
    }

    boolean isEmpty() {
        return unacknowledged.isEmpty();
    }

    /** The bytes of all datagrams from the first unacknowledged one on. */
    long bytesHeld() {
        return bytesHeld;
    }

    int smallUnderWay() {
        return smallUnderWay;
    }

    /** A new datagram was sent. */
    void sent(SentDatagram datagram, long now) {
        if (unacknowledged.isEmpty()) {
            progressNanos = now;
        }
        lastSequence = datagram.sequence;
        unacknowledged.add(datagram);
        bytesHeld += datagram.bytes.length;
        transmitted(datagram, now);
    }

    /** The datagram of {@link #nextLost} or {@link #oldest} was sent again. */
    void resent(SentDatagram datagram, long now) {
        leave(datagram);
        transmitted(datagram, now);
    }

    private void transmitted(SentDatagram datagram, long now) {
        datagram.transmission = ++lastTransmission;
        datagram.sentNanos = now;
        lastSentNanos = now;
        smallUnderWay += datagram.small ? 1 : 0;
    }

    /** Removes a datagram from those under way, or from those lost. */
    private void leave(SentDatagram datagram) {
        if (datagram.lost) {
            datagram.lost = false;
            lostCount--;
        } else {
            smallUnderWay -= datagram.small ? 1 : 0;
        }
    }

    /** The first datagram that counts as lost and was not sent again; null if there is none. */
    @Nullable
    SentDatagram nextLost() {
        if (lostCount > 0) {
            for (SentDatagram datagram : unacknowledged) {
                if (datagram.lost) {
                    return datagram;
                }
            }
        }
        return null;
    }

    boolean hasLost() {
        return lostCount > 0;
    }

    /** The first unacknowledged datagram; null if there is none. */
    @Nullable
    SentDatagram oldest() {
        return unacknowledged.peek();
    }

    /** Applies an acknowledgement; false, without effect, if it acknowledges a datagram that was never sent. */
    boolean acknowledge(Acknowledgement acknowledgement, long now) {
        long[] ranges = acknowledgement.ranges();
        if (acknowledgement.cumulative() > lastSequence
                || (ranges.length > 0 && ranges[ranges.length - 1] > lastSequence)
                || acknowledgement.latestTransmission() > lastTransmission) {
            return false;
        }
        boolean progress = false;
        for (SentDatagram datagram : unacknowledged) {
            if (!datagram.acknowledged && acknowledgement.covers(datagram.sequence)) {
                progress = true;
                measure(datagram, acknowledgement, now);
                leave(datagram);
                datagram.acknowledged = true;
            }
        }
        latestReceived = Math.max(latestReceived, acknowledgement.latestTransmission());
        if (progress) {
            progressNanos = now;
            roundTrip.progress();
        }
        settle();
        detectLosses(now);
        return true;
    }

    private void measure(SentDatagram datagram, Acknowledgement acknowledgement, long now) {
        if (datagram.transmission == acknowledgement.latestTransmission() && datagram.transmission > latestReceived) {
            long sample = now - datagram.sentNanos;
            long delay = Math.min(acknowledgement.delayMicros(), sample / 1000) * 1000;
            roundTrip.sample(Math.max(1, sample - delay));
        }
    }

    private void settle() {
        for (SentDatagram first = unacknowledged.peek();
                first != null && first.acknowledged;
                first = unacknowledged.peek()) {
            unacknowledged.remove();
            bytesHeld -= first.bytes.length;
            acknowledgedThrough = first.sequence;
            onSettled.accept(first);
        }
    }

    /** Marks datagrams as lost that were overtaken by three later transmissions, or by one and long ago. */
    void detectLosses(long now) {
        lossAtNanos = LinkEngine.NEVER;
        long delay = roundTrip.lossDelayNanos();
        for (SentDatagram datagram : unacknowledged) {
            if (datagram.isUnderWay() && datagram.transmission < latestReceived) {
                if (datagram.transmission + REORDERING <= latestReceived || now - datagram.sentNanos >= delay) {
                    leave(datagram);
                    datagram.lost = true;
                    lostCount++;
                } else {
                    lossAtNanos = Math.min(lossAtNanos, datagram.sentNanos + delay);
                }
            }
        }
    }

    /** When {@link #detectLosses} may find a loss without a further acknowledgement. */
    long lossAtNanos() {
        return lossAtNanos;
    }

    /** When the oldest datagram is sent again although no loss is known. */
    long probeAtNanos() {
        return unacknowledged.isEmpty() ? LinkEngine.NEVER : lastSentNanos + roundTrip.timeoutNanos();
    }

    /** When a datagram was last acknowledged, or sent while no other was under way. */
    long progressNanos() {
        return progressNanos;
    }
}
