package org.gotask.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and is not acknowledged, in the order of sequence numbers. Every transmission has a number of its own, and
 * an acknowledgement names the latest that has arrived: so a round trip is measured on repeated datagrams too, and one is
 * known to be lost, a repeated one as well, when later transmissions have overtaken it. For one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9002#section-6">RFC 9002, section 6, Loss Detection</a>
 */
final class SendWindow {

    /** So many later transmissions make an earlier one count as lost. */
    private static final int REORDERING = 3;

    private static final long NEVER = Long.MAX_VALUE;

    private final RoundTrip roundTrip;
    private final Congestion congestion;
    private final Consumer<SentDatagram> onSettled;

    /** The first is not acknowledged; later ones may be. */
    private final Deque<SentDatagram> unacknowledged = new ArrayDeque<>();

    private long bytesHeld;
    private long bytesUnderWay;
    private int smallUnderWay;
    private int lostCount;
    private long lastSequence;
    private long acknowledgedThrough;
    private long lastTransmission;
    private long latestArrived;
    private long lastSentNanos;
    private long lossAtNanos = NEVER;
    private long progressNanos;

    /** @param onSettled hears of each datagram when it and all before it are acknowledged */
    SendWindow(RoundTrip roundTrip, Congestion congestion, Consumer<SentDatagram> onSettled) {
        this.roundTrip = roundTrip;
        this.congestion = congestion;
        this.onSettled = onSettled;
    }

    long nextSequence() {
        return lastSequence + 1;
    }

    long nextTransmission() {
        return lastTransmission + 1;
    }

    long acknowledgedThrough() {
        return acknowledgedThrough;
    }

    boolean isEmpty() {
        return unacknowledged.isEmpty();
    }

    /** The bytes of all that is not acknowledged, lost or not. */
    long bytesHeld() {
        return bytesHeld;
    }

    long bytesUnderWay() {
        return bytesUnderWay;
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

    /** One of {@link #nextLost} or {@link #oldest} was sent again. */
    void resent(SentDatagram datagram, long now) {
        if (datagram.lost) {
            datagram.lost = false;
            lostCount--;
        } else {
            noLongerUnderWay(datagram);
        }
        transmitted(datagram, now);
    }

    private void transmitted(SentDatagram datagram, long now) {
        datagram.transmission = ++lastTransmission;
        datagram.sentNanos = now;
        lastSentNanos = now;
        bytesUnderWay += datagram.bytes.length;
        smallUnderWay += datagram.small ? 1 : 0;
    }

    private void noLongerUnderWay(SentDatagram datagram) {
        bytesUnderWay -= datagram.bytes.length;
        smallUnderWay -= datagram.small ? 1 : 0;
    }

    /** The first that counts as lost and was not sent again. */
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

    /** The first that is not acknowledged. */
    @Nullable
    SentDatagram oldest() {
        return unacknowledged.peek();
    }

    /** False if this acknowledges what was never sent; then nothing was done. */
    boolean acknowledge(Acknowledgement acknowledgement, long now) {
        long[] ranges = acknowledgement.ranges();
        if (acknowledgement.cumulative() > lastSequence
                || (ranges.length > 0 && ranges[ranges.length - 1] > lastSequence)
                || acknowledgement.latestTransmission() > lastTransmission) {
            return false;
        }
        boolean wasFull = bytesUnderWay >= congestion.windowBytes() / 2;
        long acknowledgedBytes = 0;
        for (SentDatagram datagram : unacknowledged) {
            if (!datagram.acknowledged && acknowledgement.covers(datagram.sequence)) {
                acknowledgedBytes += datagram.bytes.length;
                measure(datagram, acknowledgement, now);
                acknowledged(datagram);
            }
        }
        latestArrived = Math.max(latestArrived, acknowledgement.latestTransmission());
        if (acknowledgedBytes > 0) {
            progressNanos = now;
            roundTrip.progress();
            congestion.acknowledged(acknowledgedBytes, wasFull);
        }
        settle();
        detectLosses(now);
        return true;
    }

    private void measure(SentDatagram datagram, Acknowledgement acknowledgement, long now) {
        if (datagram.transmission == acknowledgement.latestTransmission() && datagram.transmission > latestArrived) {
            long sample = now - datagram.sentNanos;
            long delay = Math.min(acknowledgement.delayMicros(), sample / 1000) * 1000;
            roundTrip.sample(Math.max(1, sample - delay));
        }
    }

    private void acknowledged(SentDatagram datagram) {
        if (datagram.lost) {
            datagram.lost = false;
            lostCount--;
        } else {
            noLongerUnderWay(datagram);
        }
        datagram.acknowledged = true;
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

    /** Looks which of those under way were overtaken. */
    void detectLosses(long now) {
        lossAtNanos = NEVER;
        long delay = roundTrip.lossDelayNanos();
        for (SentDatagram datagram : unacknowledged) {
            if (datagram.isUnderWay() && datagram.transmission < latestArrived) {
                if (datagram.transmission + REORDERING <= latestArrived || now - datagram.sentNanos >= delay) {
                    noLongerUnderWay(datagram);
                    datagram.lost = true;
                    lostCount++;
                    congestion.lost(datagram.transmission, lastTransmission);
                } else {
                    lossAtNanos = Math.min(lossAtNanos, datagram.sentNanos + delay);
                }
            }
        }
    }

    /** When {@link #detectLosses} may find something without an acknowledgement. */
    long lossAtNanos() {
        return lossAtNanos;
    }

    /** When something is to be sent again though nothing is known to be lost. */
    long probeAtNanos() {
        return unacknowledged.isEmpty() ? NEVER : lastSentNanos + roundTrip.timeoutNanos();
    }

    /** Since when nothing was acknowledged. */
    long progressNanos() {
        return progressNanos;
    }
}
