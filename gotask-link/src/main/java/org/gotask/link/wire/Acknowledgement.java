package org.gotask.link.wire;

/**
 * The datagrams that one end has received, as it reports them to the other.
 *
 * @param cumulative all sequence numbers up to this one were received
 * @param latestTransmission the number of the latest transmission received; 0 if there was none
 * @param delayMicros how long ago it was received
 * @param ranges the sequence numbers received beyond a gap: first and last of each range, ascending
 */
@SuppressWarnings(
        "ArrayRecordComponent") // neither shared nor compared nor shown; a list would be allocated for each datagram
public record Acknowledgement(long cumulative, long latestTransmission, long delayMicros, long[] ranges) {

    private static final long[] NO_RANGES = {};

    /** Nothing was received. */
    public static final Acknowledgement NOTHING = new Acknowledgement(0, 0, 0, NO_RANGES);

    /** Whether a sequence number was received. */
    public boolean covers(long sequence) {
        if (sequence <= cumulative) {
            return true;
        }
        for (int i = 0; i < ranges.length; i += 2) {
            if (sequence >= ranges[i] && sequence <= ranges[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
