package org.gotask.link;

import java.time.Duration;
import java.util.List;

/**
 * What one end of a strong link has counted since it began, and how it stands now.
 *
 * @param datagramsSent all of them, repetitions too
 * @param bytesSent in all datagrams
 * @param datagramsReceived all of them, whatever they were
 * @param bytesReceived in all datagrams
 * @param messagesSent handed to the transport, repetitions not counted
 * @param contentBytesSent in these messages
 * @param messagesReceived complete and in order
 * @param contentBytesReceived in these messages
 * @param resent datagrams that were sent again
 * @param timeouts how often something was sent again because no acknowledgement came at all
 * @param controls datagrams that carried nothing but an acknowledgement or a hello
 * @param duplicates datagrams received again and dropped
 * @param early datagrams received before one that was sent earlier
 * @param beyond datagrams received so early that there was no room to keep them
 * @param unreadable datagrams dropped because they could not be read
 * @param strangers datagrams dropped because they were not for this end, or not from the other
 * @param unacknowledgedBytes sent and kept until they are acknowledged, now
 * @param earlyBytes received and kept until what was sent before them comes, now
 * @param windowBytes how much may be under way, now
 * @param roundTrip the smoothed round-trip time; zero before the first measurement
 * @param acknowledgedThrough all datagrams up to this sequence number have arrived at the other end
 * @param receivedThrough all datagrams of the other end up to this sequence number have arrived here
 * @param channels each channel that is open, once for each direction
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
        long windowBytes,
        Duration roundTrip,
        long acknowledgedThrough,
        long receivedThrough,
        List<ChannelStatistics> channels) {

    /** Copies the list. */
    public LinkStatistics {
        channels = List.copyOf(channels);
    }
}
