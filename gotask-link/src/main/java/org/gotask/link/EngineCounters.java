package org.gotask.link;

import java.time.Duration;
import java.util.List;

/** What a {@link LinkEngine} has counted. For one thread. */
final class EngineCounters {

    long datagramsSent;
    long bytesSent;
    long datagramsReceived;
    long bytesReceived;
    long resent;
    long timeouts;
    long controls;
    long duplicates;
    long early;
    long beyond;
    long unreadable;
    long strangers;

    /** Of streams that are no longer there. */
    long messagesOfClosed;

    long contentOfClosed;

    LinkStatistics statistics(
            SendWindow sent,
            ReceiveWindow received,
            RoundTrip roundTrip,
            Congestion congestion,
            FrameReceiver frames,
            List<ChannelStatistics> channels) {
        List<ChannelStatistics> outbound = channels.stream()
                .filter(channel -> channel.direction() == ChannelStatistics.Direction.OUTBOUND)
                .toList();
        return new LinkStatistics(
                datagramsSent,
                bytesSent,
                datagramsReceived,
                bytesReceived,
                messagesOfClosed
                        + outbound.stream()
                                .mapToLong(ChannelStatistics::messages)
                                .sum(),
                contentOfClosed
                        + outbound.stream()
                                .mapToLong(ChannelStatistics::contentBytes)
                                .sum(),
                frames.messages(),
                frames.contentBytes(),
                resent,
                timeouts,
                controls,
                duplicates,
                early,
                beyond,
                unreadable,
                strangers,
                sent.bytesHeld(),
                received.bytesAhead(),
                congestion.windowBytes(),
                Duration.ofNanos(roundTrip.smoothedNanos()),
                sent.acknowledgedThrough(),
                received.cumulative(),
                channels);
    }
}
