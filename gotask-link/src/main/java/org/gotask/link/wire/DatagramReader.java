package org.gotask.link.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Reads one datagram from an untrusted peer. Each length is checked as a {@code long} against the bytes present before it
 * is used, and no memory is allocated for announced lengths. Not thread-safe.
 */
public final class DatagramReader {

    private static final long MAX_VALUE = Long.MAX_VALUE >>> 2;

    private final byte[] bytes;
    private int at;

    /** Positions the reader at the header. */
    public DatagramReader(byte[] datagram) {
        this.bytes = datagram;
    }

    /**
     * Reads the header and moves to the frames.
     *
     * @throws MalformedDatagramException if the bytes are not a complete datagram
     */
    public DatagramHeader header() throws MalformedDatagramException {
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
            // three numbers below a quarter of the type's range cannot overflow
            ranges[i] = limited(before + varint() + 2);
            ranges[i + 1] = limited(ranges[i] + varint());
            before = ranges[i + 1];
        }
        return new Acknowledgement(cumulative, latest, delay, ranges);
    }

    /** The current offset; after {@link #header} that of the first frame. */
    public int position() {
        return at;
    }

    /**
     * Reads all frames from the current offset on.
     *
     * @throws MalformedDatagramException if a frame cannot be read; those before it were handled
     */
    public void frames(FrameHandler handler) throws MalformedDatagramException {
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

    /** Moves to an offset. */
    public DatagramReader moveTo(int position) {
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
