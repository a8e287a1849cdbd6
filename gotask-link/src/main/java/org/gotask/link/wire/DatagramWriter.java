package org.gotask.link.wire;

import static org.gotask.link.wire.WireFormat.varintBytes;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.gotask.TaskMsg;

/** Writes one datagram, which {@link #finish} completes. Not thread-safe. */
public final class DatagramWriter {

    private final byte[] bytes;
    private int at;
    private final int framesAt;

    /** Writes the header. The capacity limits the whole datagram. */
    public DatagramWriter(DatagramHeader header, int capacityBytes) {
        bytes = new byte[Math.max(capacityBytes, WireFormat.MAX_HEADER_BYTES)];
        bytes[0] = WireFormat.VERSION;
        ByteBuffer.wrap(bytes).putLong(WireFormat.CHECKED_FROM, header.from()).putLong(13, header.to());
        at = WireFormat.FIXED_BYTES;
        varint(header.acknowledgeNow() ? WireFormat.FLAG_ACKNOWLEDGE_NOW : 0);
        varint(header.sequence());
        varint(header.transmission());
        acknowledgement(header.acknowledgement());
        framesAt = at;
    }

    private void acknowledgement(Acknowledgement acknowledgement) {
        varint(acknowledgement.cumulative());
        varint(acknowledgement.latestTransmission());
        varint(acknowledgement.delayMicros());
        long[] ranges = acknowledgement.ranges();
        int count = Math.min(ranges.length / 2, WireFormat.MAX_RANGES);
        varint(count);
        long before = acknowledgement.cumulative();
        for (int i = 0; i < count; i++) {
            varint(ranges[2 * i] - before - 2);
            varint(ranges[2 * i + 1] - ranges[2 * i]);
            before = ranges[2 * i + 1];
        }
    }

    /** The number of bytes left. */
    public int room() {
        return bytes.length - at;
    }

    /** The offset of the first frame. */
    public int framesAt() {
        return framesAt;
    }

    /** The length of an OPEN frame. */
    public static int openBytes(long stream, byte[] name) {
        return 1 + varintBytes(stream) + varintBytes(name.length) + name.length;
    }

    /** Writes an OPEN frame: a stream begins. */
    public void open(long stream, byte[] name) {
        frame(WireFormat.OPEN, stream);
        varint(name.length);
        System.arraycopy(name, 0, bytes, at, name.length);
        at += name.length;
    }

    /** The length of a WHOLE frame. */
    public static int wholeBytes(long stream, int length) {
        return 1 + varintBytes(stream) + varintBytes(length) + length;
    }

    /** Writes a WHOLE frame: a complete message. */
    public void whole(long stream, TaskMsg message) {
        frame(WireFormat.WHOLE, stream);
        content(message, 0, message.sizeBytes());
    }

    /** The length of a BEGIN or MORE frame without its content, at most. */
    public static int partOverheadBytes(long stream, int total) {
        return 1 + varintBytes(stream) + 2 * varintBytes(total);
    }

    /** Writes a BEGIN frame: the first part of a message. */
    public void begin(long stream, TaskMsg message, int length) {
        frame(WireFormat.BEGIN, stream);
        varint(message.sizeBytes());
        content(message, 0, length);
    }

    /** Writes a MORE frame: the next part of a message. */
    public void more(long stream, TaskMsg message, int from, int length) {
        frame(WireFormat.MORE, stream);
        content(message, from, length);
    }

    private void content(TaskMsg message, int from, int length) {
        varint(length);
        message.copyTo(from, bytes, at, length);
        at += length;
    }

    /** Writes a CREDIT frame: the cost that messages on a stream may reach in total. */
    public void credit(long stream, long limit) {
        frame(WireFormat.CREDIT, stream);
        varint(limit);
    }

    /** The length of an END or FAIL frame. */
    public static int lastBytes(long stream) {
        return 1 + varintBytes(stream);
    }

    /** Writes an END frame: the stream is complete. */
    public void end(long stream) {
        frame(WireFormat.END, stream);
    }

    /** Writes a FAIL frame: the stream was abandoned. */
    public void fail(long stream) {
        frame(WireFormat.FAIL, stream);
    }

    /** Writes the frames of an earlier transmission again. */
    public void frames(byte[] datagram, int from) {
        System.arraycopy(datagram, from, bytes, at, datagram.length - from);
        at += datagram.length - from;
    }

    private void frame(int type, long stream) {
        bytes[at++] = (byte) type;
        varint(stream);
    }

    private void varint(long value) {
        long rest = value;
        while (rest > 0x7f) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
    }

    /** Returns the datagram with its checksum. */
    public byte[] finish() {
        byte[] datagram = at == bytes.length ? bytes : Arrays.copyOf(bytes, at);
        CRC32C checksum = new CRC32C();
        checksum.update(datagram, WireFormat.CHECKED_FROM, datagram.length - WireFormat.CHECKED_FROM);
        ByteBuffer.wrap(datagram).putInt(WireFormat.CHECKSUM_AT, (int) checksum.getValue());
        return datagram;
    }
}
