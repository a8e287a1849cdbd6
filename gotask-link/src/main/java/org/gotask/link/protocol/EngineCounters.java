package org.gotask.link.protocol;

import java.time.Duration;
import java.util.List;

/** The counters of a {@link LinkEngine}. Not thread-safe. */
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

    /** Of streams that are closed. */
    long messagesOfClosed;

    long contentOfClosed;

    LinkStatistics statistics(
            SendWindow sent,
            ReceiveWindow received,
            RoundTrip roundTrip,
            ReceiveStreams streams,
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
                streams.messages(),
                streams.contentBytes(),
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
                Duration.ofNanos(roundTrip.smoothedNanos()),
                sent.acknowledgedThrough(),
                received.cumulative(),
                channels);
    }
}
