package org.gotask.link.protocol;

import java.time.Duration;

/**
 * Sizes and times of a reliable link; they need not be the same at both ends. Beside the messages that wait in channels
 * to be sent, an end of a link holds at most: {@link #windowBytes} sent and not acknowledged, twice as much received
 * out of order, and for each channel {@link #queueBytes} and one message not yet sent, and the credit that its readers
 * have granted: {@link #creditBytes} at most, and what was lent for one message.
 *
 * <p>The cost of a message is the length of its content and {@value #MESSAGE_OVERHEAD} bytes for objects and
 * references.
 *
 * @param datagramBytes the largest datagram
 * @param windowBytes the limit for datagrams under way; the last one may exceed it
 * @param creditBytes the limit for the cost of messages that one channel has sent and its reader has not taken, unless
 *     the receiver lends more for a larger message; may be exceeded by some {@value #SMALL_MESSAGE_BYTES} bytes
 * @param queueBytes the limit for the cost of messages that one channel has accepted and not sent; the last one may exceed
 *     it
 * @param maxMessageBytes the largest message accepted from the other end
 * @param ackDelay how long an acknowledgement may wait for frames in the same datagram
 * @param minRetransmit the shortest time after which an unacknowledged datagram is sent again
 * @param maxRetransmit the longest such time
 * @param timeLimit how long datagrams may be under way without any acknowledgement before the link fails
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

    /** The cost of a message beside its content. */
    public static final int MESSAGE_OVERHEAD = 64;

    /** The credit of a channel before its first grant. */
    public static final int FIRST_CREDIT_BYTES = 8 << 10;

    /**
     * Messages up to this size may be sent as a whole while any credit is left, and a larger one may exceed the credit
     * by as much: the wait for so little would cost more than it saves.
     */
    static final int SMALL_MESSAGE_BYTES = 4096;

    /** Space for the longest header and a reasonable number of frames. */
    private static final int MIN_DATAGRAM_BYTES = 2048;

    /** Datagrams of 192 KiB, 2 MiB under way, 2 MiB of credit, messages up to 64 MiB, a time limit of two minutes. */
    public static final LinkSettings DEFAULT = new LinkSettings(
            192 << 10,
            2 << 20,
            2 << 20,
            512 << 10,
            64 << 20,
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

    /** These settings with another {@link #maxMessageBytes}. */
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

    /** These settings with another {@link #timeLimit}. */
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

    static boolean isSmall(int sizeBytes) {
        return sizeBytes <= SMALL_MESSAGE_BYTES;
    }

    /** The cost of a message with content of this length. */
    public static long cost(int sizeBytes) {
        return (long) sizeBytes + MESSAGE_OVERHEAD;
    }
}
