package org.gotask.link.wire;

/**
 * The layout of a datagram of the reliable link. All numbers after the first four fields are unsigned little-endian
 * base-128 varints of at most nine bytes.
 *
 * <pre>
 *   byte      version, 1; no mesosgot message begins with it, since task names contain no control characters
 *   4 bytes   CRC-32C of everything that follows, big-endian
 *   8 bytes   epoch of the sender
 *   8 bytes   epoch of the receiver, 0 if the sender does not know it yet
 *   flags     bit 0: acknowledge at once
 *   sequence  0 if there are no frames
 *   transmission
 *   cumulative, latest transmission, delay in microseconds
 *   number of ranges, then for each: gap before it - 2, length - 1
 *   frames    until the end:
 *     1 OPEN  stream, length, name in UTF-8
 *     2 WHOLE stream, length, bytes
 *     3 BEGIN stream, total, length, bytes
 *     4 MORE  stream, length, bytes
 *     5 CREDIT stream, limit
 *     6 END   stream
 *     7 FAIL  stream
 * </pre>
 */
public final class WireFormat {

    /** The first byte of each datagram. */
    public static final int VERSION = 1;

    /** The offset of the checksum. */
    public static final int CHECKSUM_AT = 1;

    /** The offset of the first byte that the checksum covers. */
    public static final int CHECKED_FROM = 5;

    /** The length of the fields that are not varints. */
    public static final int FIXED_BYTES = 21;

    static final int FLAG_ACKNOWLEDGE_NOW = 1;

    static final int OPEN = 1;
    static final int WHOLE = 2;
    static final int BEGIN = 3;
    static final int MORE = 4;
    static final int CREDIT = 5;
    static final int END = 6;
    static final int FAIL = 7;

    /** The longest varint. */
    public static final int MAX_VARINT_BYTES = 9;

    /** How many ranges an acknowledgement can name. */
    public static final int MAX_RANGES = 16;

    /** The longest task name. */
    public static final int MAX_NAME_BYTES = 255;

    /** The longest header: the fixed fields, seven numbers and all ranges. */
    public static final int MAX_HEADER_BYTES = FIXED_BYTES + MAX_VARINT_BYTES * (7 + 2 * MAX_RANGES);

    private WireFormat() {}

    /** The encoded length of a number. */
    public static int varintBytes(long value) {
        return value == 0 ? 1 : (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7;
    }
}
