package org.gotask.link;

import static org.gotask.link.WireFormat.varintBytes;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.gotask.TaskMsg;

/** Writes one datagram. For one thread; used up by {@link #finish}. */
final class DatagramWriter {

    private final byte[] bytes;
    private int at;
    private final int framesAt;

    /** Writes the header; frames have room up to the capacity. */
    DatagramWriter(DatagramHeader header, int capacityBytes) {
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

    /** How many bytes are left. */
    int room() {
        return bytes.length - at;
    }

    int framesAt() {
        return framesAt;
    }

    static int openBytes(long stream, byte[] name) {
        return 1 + varintBytes(stream) + varintBytes(name.length) + name.length;
    }

    void open(long stream, byte[] name) {
        frame(WireFormat.OPEN, stream);
        varint(name.length);
        System.arraycopy(name, 0, bytes, at, name.length);
        at += name.length;
    }

    static int wholeBytes(long stream, int length) {
        return 1 + varintBytes(stream) + varintBytes(length) + length;
    }

    void whole(long stream, TaskMsg message) {
        frame(WireFormat.WHOLE, stream);
        content(message, 0, message.sizeBytes());
    }

    /** What the frame of a part takes beside the bytes of the message, at the most. */
    static int partOverheadBytes(long stream, int total) {
        return 1 + varintBytes(stream) + 2 * varintBytes(total);
    }

    void begin(long stream, TaskMsg message, int length) {
        frame(WireFormat.BEGIN, stream);
        varint(message.sizeBytes());
        content(message, 0, length);
    }

    void more(long stream, TaskMsg message, int from, int length) {
        frame(WireFormat.MORE, stream);
        content(message, from, length);
    }

    private void content(TaskMsg message, int from, int length) {
        varint(length);
        message.copyTo(from, bytes, at, length);
        at += length;
    }

    static int creditBytes(long stream, long limit) {
        return 1 + varintBytes(stream) + varintBytes(limit);
    }

    void credit(long stream, long limit) {
        frame(WireFormat.CREDIT, stream);
        varint(limit);
    }

    static int lastBytes(long stream) {
        return 1 + varintBytes(stream);
    }

    void end(long stream) {
        frame(WireFormat.END, stream);
    }

    void fail(long stream) {
        frame(WireFormat.FAIL, stream);
    }

    /** Frames that were written before, for another transmission. */
    void frames(byte[] datagram, int from) {
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

    /** The datagram, with its checksum. */
    byte[] finish() {
        byte[] datagram = at == bytes.length ? bytes : Arrays.copyOf(bytes, at);
        CRC32C checksum = new CRC32C();
        checksum.update(datagram, WireFormat.CHECKED_FROM, datagram.length - WireFormat.CHECKED_FROM);
        ByteBuffer.wrap(datagram).putInt(WireFormat.CHECKSUM_AT, (int) checksum.getValue());
        return datagram;
    }
}
