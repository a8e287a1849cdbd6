package org.gotask.link.protocol;

/**
 * One direction of one channel on a reliable link.
 *
 * @param taskName the task of the channel
 * @param direction the direction of its messages
 * @param messages the number of messages sent or received
 * @param contentBytes the bytes of content in these messages
 * @param waitingBytes the cost of the messages that wait here now, to be sent or to be taken by the reader
 * @param creditBytes outbound: the credit left now; inbound: 0
 */
public record ChannelStatistics(
        String taskName, Direction direction, long messages, long contentBytes, long waitingBytes, long creditBytes) {

    /** Seen from this end of the link. */
    public enum Direction {
        /** To the other end. */
        OUTBOUND,
        /** From the other end. */
        INBOUND
    }

    static ChannelStatistics of(SendStream stream) {
        return new ChannelStatistics(
                stream.taskName(),
                Direction.OUTBOUND,
                stream.messages(),
                stream.contentBytes(),
                stream.queuedCost(),
                stream.creditLeft());
    }

    static ChannelStatistics of(ReceiveStream stream) {
        return new ChannelStatistics(
                stream.taskName(),
                Direction.INBOUND,
                stream.messages(),
                stream.contentBytes(),
                stream.waitingCost(),
                0);
    }
}
