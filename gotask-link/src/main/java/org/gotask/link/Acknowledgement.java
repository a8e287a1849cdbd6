package org.gotask.link;

/**
 * What one end has received, as told to the other.
 *
 * @param cumulative all sequence numbers up to this one
 * @param latestTransmission the number of the latest transmission that has arrived; 0 for none
 * @param delayMicros how long ago that was
 * @param ranges what has arrived beyond a gap: first and last of each range, ascending
 */
@SuppressWarnings(
        "ArrayRecordComponent") // never shared, compared or shown; an ArrayList would be made for each datagram
record Acknowledgement(long cumulative, long latestTransmission, long delayMicros, long[] ranges) {

    private static final long[] NO_RANGES = {};

    /** Nothing has arrived. */
    static final Acknowledgement NOTHING = new Acknowledgement(0, 0, 0, NO_RANGES);

    boolean covers(long sequence) {
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
