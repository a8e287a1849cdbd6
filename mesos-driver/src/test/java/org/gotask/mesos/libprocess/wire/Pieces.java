package org.gotask.mesos.libprocess.wire;

import java.io.InputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.address.PeerAddress;

/** A stream that returns its bytes in pieces, as a network does. */
public final class Pieces extends InputStream {

    private final byte[] bytes;
    private final IntSupplier sizes;
    private int position;

    public Pieces(byte[] bytes, IntSupplier sizes) {
        this.bytes = bytes;
        this.sizes = sizes;
    }

    /** A parser for a peer's connection over loopback, which keeps all bodies up to a limit. */
    public static RequestParser parser(int maxBodyBytes) {
        InboundLimits limits = InboundLimits.of(MessengerConfig.loopback().toBuilder()
                .maxBodyBytes(maxBodyBytes)
                .maxInboundBytes(1L << 30)
                .build());
        MemoryAccount memory = new MemoryAccount(new InboundMemory(limits.memoryBytes(), limits.strangersBytes()));
        memory.becomePeer();
        return parser(limits, memory, head -> true);
    }

    /** A parser for a connection over loopback. */
    public static RequestParser parser(InboundLimits limits, MemoryAccount memory, RequestParser.Gate gate) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        OwnHosts hosts = new OwnHosts(MessengerConfig.loopback(), new PeerAddress("127.0.0.1", 5050));
        return new RequestParser(new HeadParser(new Senders(loopback, false), hosts, loopback), limits, memory, gate);
    }

    /** All requests that a parser finds in the stream. */
    public static List<Request> parse(RequestParser parser, InputStream in) throws Exception {
        List<Request> requests = new ArrayList<>();
        while (parser.fill(in) >= 0) {
            for (Request request = parser.next(); request != null; request = parser.next()) {
                requests.add(request);
            }
        }
        return requests;
    }

    @Override
    public int read() {
        return position < bytes.length ? bytes[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (position == bytes.length) {
            return -1;
        }
        int count = Math.min(Math.min(length, bytes.length - position), Math.max(1, sizes.getAsInt()));
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }
}
