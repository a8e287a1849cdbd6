package org.gotask.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Reads datagrams, of which nothing is believed: each length is checked in the wide type against what is there before it
 * is used, and no memory is reserved for what is only announced. For one thread.
 */
final class DatagramReader {

    private static final long MAX_VALUE = Long.MAX_VALUE >>> 2;

    private final byte[] bytes;
    private int at;

    /** Positioned at the header. */
    DatagramReader(byte[] datagram) {
        this.bytes = datagram;
    }

    /**
     * Reads the header; frames are next.
     *
     * @throws MalformedDatagramException if these bytes are no datagram, or not all of one
     */
    DatagramHeader header() throws MalformedDatagramException {
        if (bytes.length < WireFormat.FIXED_BYTES) {
            throw new MalformedDatagramException("too short for a datagram: lengthBytes=" + bytes.length);
        }
        if (bytes[0] != WireFormat.VERSION) {
            throw new MalformedDatagramException(
                    "unknown version: " + (bytes[0] & 0xff) + ", expected " + WireFormat.VERSION);
        }
        ByteBuffer fixed = ByteBuffer.wrap(bytes);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, WireFormat.CHECKED_FROM, bytes.length - WireFormat.CHECKED_FROM);
        if ((int) checksum.getValue() != fixed.getInt(WireFormat.CHECKSUM_AT)) {
            throw new MalformedDatagramException("checksum is wrong: lengthBytes=" + bytes.length);
        }
        at = WireFormat.FIXED_BYTES;
        long flags = varint();
        long sequence = varint();
        long transmission = varint();
        if ((sequence == 0) != (transmission == 0)) {
            throw new MalformedDatagramException("sequence without transmission");
        }
        DatagramHeader header = new DatagramHeader(
                fixed.getLong(WireFormat.CHECKED_FROM),
                fixed.getLong(WireFormat.CHECKED_FROM + Long.BYTES),
                (flags & WireFormat.FLAG_ACKNOWLEDGE_NOW) != 0,
                sequence,
                transmission,
                acknowledgement());
        if (header.from() == 0) {
            throw new MalformedDatagramException("epoch of the sender is 0");
        }
        if (sequence == 0 && at < bytes.length) {
            throw new MalformedDatagramException("frames without a sequence number");
        }
        return header;
    }

    private Acknowledgement acknowledgement() throws MalformedDatagramException {
        long cumulative = varint();
        long latest = varint();
        long delay = varint();
        long count = varint();
        if (count > WireFormat.MAX_RANGES) {
            throw new MalformedDatagramException("too many ranges: " + count);
        }
        long[] ranges = new long[(int) count * 2];
        long before = cumulative;
        for (int i = 0; i < ranges.length; i += 2) {
            // of numbers below a quarter of the type's range so few can be added without overflow
            ranges[i] = limited(before + varint() + 2);
            ranges[i + 1] = limited(ranges[i] + varint());
            before = ranges[i + 1];
        }
        return new Acknowledgement(cumulative, latest, delay, ranges);
    }

    /** Where the frames begin, after {@link #header}. */
    int position() {
        return at;
    }

    /**
     * Reads all frames from the current position on.
     *
     * @throws MalformedDatagramException if they cannot be read; some may have been handled then
     */
    void frames(FrameHandler handler) throws MalformedDatagramException {
        while (at < bytes.length) {
            int type = bytes[at++];
            long stream = varint();
            switch (type) {
                case WireFormat.OPEN -> {
                    int length = length();
                    if (length == 0 || length > WireFormat.MAX_NAME_BYTES) {
                        throw new MalformedDatagramException("length of a task's name: " + length);
                    }
                    handler.open(stream, new String(bytes, at, length, UTF_8));
                    at += length;
                }
                case WireFormat.WHOLE -> {
                    int length = length();
                    handler.whole(stream, bytes, at, length);
                    at += length;
                }
                case WireFormat.BEGIN -> {
                    long total = varint();
                    int length = length();
                    if (total > Integer.MAX_VALUE - 64 || length >= total) {
                        throw new MalformedDatagramException(
                                "part is not less than its message: lengthBytes=" + length + ", totalBytes=" + total);
                    }
                    handler.begin(stream, (int) total, bytes, at, length);
                    at += length;
                }
                case WireFormat.MORE -> {
                    int length = length();
                    if (length == 0) {
                        throw new MalformedDatagramException("part without bytes");
                    }
                    handler.more(stream, bytes, at, length);
                    at += length;
                }
                case WireFormat.CREDIT -> handler.credit(stream, varint());
                case WireFormat.END -> handler.end(stream);
                case WireFormat.FAIL -> handler.fail(stream);
                default -> throw new MalformedDatagramException("unknown frame: type=" + type);
            }
        }
    }

    /** Goes back to the frames, or to any other place. */
    DatagramReader moveTo(int position) {
        at = position;
        return this;
    }

    private int length() throws MalformedDatagramException {
        long length = varint();
        if (length > bytes.length - at) {
            throw new MalformedDatagramException(
                    "frame is longer than its datagram: lengthBytes=" + length + ", leftBytes=" + (bytes.length - at));
        }
        return (int) length;
    }

    private long varint() throws MalformedDatagramException {
        long value = 0;
        for (int shift = 0; shift < 7 * WireFormat.MAX_VARINT_BYTES; shift += 7) {
            if (at == bytes.length) {
                throw new MalformedDatagramException("datagram ends within a number");
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return limited(value);
            }
        }
        throw new MalformedDatagramException("number is too long");
    }

    private static long limited(long value) throws MalformedDatagramException {
        if (value < 0 || value > MAX_VALUE) {
            throw new MalformedDatagramException("number is too large");
        }
        return value;
    }
}
