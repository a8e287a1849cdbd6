package org.gotask.link;

/**
 * One direction of one channel on a strong link.
 *
 * @param taskName the task whose channel it is
 * @param direction which way
 * @param messages so many were sent or have arrived
 * @param contentBytes in these messages
 * @param waitingBytes what waits here now, to be sent or to be taken by the reader, with what messages cost beside their
 *     content
 * @param creditBytes outbound: what may be sent now; inbound: 0
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

    static ChannelStatistics of(OutStream stream) {
        return new ChannelStatistics(
                stream.taskName,
                Direction.OUTBOUND,
                stream.messages(),
                stream.contentBytes(),
                stream.queuedCost(),
                stream.creditLeft());
    }

    static ChannelStatistics of(InStream stream) {
        return new ChannelStatistics(
                stream.taskName, Direction.INBOUND, stream.messages(), stream.contentBytes(), stream.waitingCost(), 0);
    }
}
