package org.gotask.link;

import java.time.Duration;

/**
 * Sizes and times of a strong link; both ends need not have the same. An end of a link with {@code c} channels holds at
 * the most, beside what is in the channels themselves: {@link #windowBytes} sent and not acknowledged, as much received
 * out of order, and for each channel {@link #queueBytes} not yet sent, {@link #creditBytes} received and not yet taken,
 * and one message being sent and one being joined, which are no longer than {@link #maxMessageBytes}.
 *
 * @param datagramBytes the largest datagram
 * @param windowBytes how much may be under way, and how much may wait for a lost datagram before it
 * @param creditBytes what one channel may have sent that its reader has not taken, counting {@value #MESSAGE_OVERHEAD}
 *     bytes for each message beside its content; the last message may exceed it
 * @param queueBytes what one channel may have accepted and not sent, counted in the same way
 * @param maxMessageBytes the largest message that is accepted from the other end
 * @param ackDelay how long an acknowledgement waits for something to travel with
 * @param minRetransmit the shortest time after which an unacknowledged datagram is repeated
 * @param maxRetransmit the longest such time, when repeating does not help
 * @param timeLimit how long the link may have something under way without any of it being acknowledged
 */
public record LinkSettings(
        int datagramBytes,
        int windowBytes,
        int creditBytes,
        int queueBytes,
        int maxMessageBytes,
        Duration ackDelay,
        Duration minRetransmit,
        Duration maxRetransmit,
        Duration timeLimit) {

    /** What a message costs beside its content: objects and references. */
    static final int MESSAGE_OVERHEAD = 64;

    /** A header at its longest, and a frame that is worth it. */
    private static final int MIN_DATAGRAM_BYTES = 2048;

    /** 192 KiB datagrams, 2 MiB under way, 2 MiB of credit, messages up to 64 MiB, two minutes without progress. */
    public static final LinkSettings DEFAULT = new LinkSettings(
            192 << 10,
            2 << 20,
            2 << 20,
            512 << 10,
            MessageLimit.STRONG.maxBytes(),
            Duration.ofMillis(2),
            Duration.ofMillis(20),
            Duration.ofSeconds(2),
            Duration.ofMinutes(2));

    /** Checks the ranges. */
    public LinkSettings {
        require(datagramBytes >= MIN_DATAGRAM_BYTES, "datagramBytes", datagramBytes, MIN_DATAGRAM_BYTES);
        require(windowBytes >= datagramBytes, "windowBytes", windowBytes, datagramBytes);
        require(creditBytes >= 1, "creditBytes", creditBytes, 1);
        require(queueBytes >= 1, "queueBytes", queueBytes, 1);
        require(maxMessageBytes >= 0, "maxMessageBytes", maxMessageBytes, 0);
        require(ackDelay.toNanos() >= 0, "ackDelay", ackDelay.toNanos(), 0);
        require(minRetransmit.toNanos() >= 1, "minRetransmit", minRetransmit.toNanos(), 1);
        require(maxRetransmit.compareTo(minRetransmit) >= 0, "maxRetransmit", maxRetransmit.toNanos(), 1);
        require(timeLimit.toNanos() >= 1, "timeLimit", timeLimit.toNanos(), 1);
    }

    private static void require(boolean condition, String name, long value, long min) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "link setting out of range: " + name + "=" + value + ", expected at least " + min);
        }
    }

    /** The same with another limit for messages. */
    public LinkSettings withMaxMessageBytes(int bytes) {
        return new LinkSettings(
                datagramBytes,
                windowBytes,
                creditBytes,
                queueBytes,
                bytes,
                ackDelay,
                minRetransmit,
                maxRetransmit,
                timeLimit);
    }

    /** The same with another time limit. */
    public LinkSettings withTimeLimit(Duration limit) {
        return new LinkSettings(
                datagramBytes,
                windowBytes,
                creditBytes,
                queueBytes,
                maxMessageBytes,
                ackDelay,
                minRetransmit,
                maxRetransmit,
                limit);
    }

    /** What a message counts for in credit and queues. */
    static long cost(int sizeBytes) {
        return (long) sizeBytes + MESSAGE_OVERHEAD;
    }
}
