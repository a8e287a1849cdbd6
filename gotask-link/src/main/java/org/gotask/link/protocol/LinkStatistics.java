package org.gotask.link.protocol;

import java.time.Duration;
import java.util.List;

/**
 * The counters of one end of a reliable link since it was opened, and its present state.
 *
 * @param datagramsSent all datagrams, repetitions included
 * @param bytesSent in these datagrams
 * @param datagramsReceived all datagrams, whatever their content
 * @param bytesReceived in these datagrams
 * @param messagesSent messages handed to the transport, repetitions not counted
 * @param contentBytesSent in these messages
 * @param messagesReceived messages received, complete and in order
 * @param contentBytesReceived in these messages
 * @param resent datagrams sent again
 * @param timeouts how often a datagram was sent again because no acknowledgement arrived
 * @param controls datagrams sent with an acknowledgement or a hello only
 * @param duplicates datagrams dropped because they were received before
 * @param early datagrams received before an earlier one
 * @param beyond datagrams dropped because the memory for those that wait for earlier ones was exhausted
 * @param unreadable datagrams dropped because they could not be read
 * @param strangers datagrams dropped because they were not addressed to this end, or not sent by the other
 * @param unacknowledgedBytes the bytes kept now until they are acknowledged
 * @param earlyBytes the bytes kept now until earlier datagrams arrive
 * @param roundTrip the smoothed round-trip time; zero before the first measurement
 * @param acknowledgedThrough all datagrams up to this sequence number were received by the other end
 * @param receivedThrough all datagrams of the other end up to this sequence number were received here
 * @param channels the open channels, one entry for each direction
 */
public record LinkStatistics(
        long datagramsSent,
        long bytesSent,
        long datagramsReceived,
        long bytesReceived,
        long messagesSent,
        long contentBytesSent,
        long messagesReceived,
        long contentBytesReceived,
        long resent,
        long timeouts,
        long controls,
        long duplicates,
        long early,
        long beyond,
        long unreadable,
        long strangers,
        long unacknowledgedBytes,
        long earlyBytes,
        Duration roundTrip,
        long acknowledgedThrough,
        long receivedThrough,
        List<ChannelStatistics> channels) {

    /** Copies the list. */
    public LinkStatistics {
        channels = List.copyOf(channels);
    }
}
