package org.gotask.mesos.libprocess.outbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.mesos.libprocess.threads.Deadlines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that this messenger opened to a peer. One thread writes, another reads: responses carry no information,
 * but must be read so that the peer can write them, and the end of the stream means that the peer is gone. {@link
 * #close} is thread-safe.
 */
final class OutboundConnection {

    private static final Logger log = LoggerFactory.getLogger(OutboundConnection.class);

    private static final int WRITE_BYTES = 64 * 1024;
    private static final int READ_BYTES = 4 * 1024;

    /**
     * Detects within a minute that the host of a peer has disappeared, where the system supports these options and no
     * data is in flight; otherwise see {@link Peer#checkSilence}.
     */
    private static final Map<String, Integer> KEEP_ALIVE =
            Map.of("TCP_KEEPIDLE", 30, "TCP_KEEPINTERVAL", 10, "TCP_KEEPCOUNT", 3);

    private final SocketChannel channel;
    private final ByteBuffer out = ByteBuffer.allocateDirect(WRITE_BYTES);
    private final CountDownLatch ended = new CountDownLatch(1);
    private int wholeMessages;
    private volatile long answers;

    private OutboundConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects; blocks up to the timeout.
     *
     * @throws IOException if the peer cannot be reached
     */
    static OutboundConnection open(InetSocketAddress address, Duration timeout) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            for (SocketOption<?> option : channel.supportedOptions()) {
                if (KEEP_ALIVE.containsKey(option.name()) && option.type() == Integer.class) {
                    setKeepAlive(channel, option);
                }
            }
            channel.socket().connect(address, (int) timeout.toMillis());
            return new OutboundConnection(channel);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    @SuppressWarnings("unchecked")
    private static void setKeepAlive(SocketChannel channel, SocketOption<?> option) throws IOException {
        channel.setOption((SocketOption<Integer>) option, KEEP_ALIVE.get(option.name()));
    }

    /**
     * Writes messages back to back in as few writes as possible; blocks while the peer is slow.
     *
     * @throws IOException if the connection broke; {@link #wholeMessages} is the number of messages written before
     */
    void write(List<byte[]> messages) throws IOException {
        wholeMessages = 0;
        long wholeEnd = messages.getFirst().length;
        out.clear();
        int offset = 0;
        int index = 0;
        long written = 0;
        while (index < messages.size() || out.position() > 0) {
            while (index < messages.size() && out.hasRemaining()) {
                byte[] message = messages.get(index);
                int count = Math.min(out.remaining(), message.length - offset);
                out.put(message, offset, count);
                offset += count;
                if (offset == message.length) {
                    offset = 0;
                    index++;
                }
            }
            out.flip();
            while (out.hasRemaining()) {
                written += channel.write(out);
                while (wholeMessages < messages.size() && wholeEnd <= written) {
                    wholeMessages++;
                    if (wholeMessages < messages.size()) {
                        wholeEnd += messages.get(wholeMessages).length;
                    }
                }
            }
            out.clear();
        }
    }

    /** The number of messages of the last {@link #write} that the operating system has accepted completely. */
    int wholeMessages() {
        return wholeMessages;
    }

    /** Reads, counts and discards responses until the connection ends, then closes it. */
    void discardAnswers() {
        ByteBuffer waste = ByteBuffer.allocate(READ_BYTES);
        AnswerCounter counter = new AnswerCounter();
        try {
            while (channel.read(waste.clear()) >= 0) {
                answers = counter.count(waste.flip());
            }
        } catch (IOException e) {
            log.debug("connection broke: {}", NetworkReason.of(e));
        } finally {
            close();
            ended.countDown();
        }
    }

    /** The number of responses read so far. */
    long answers() {
        return answers;
    }

    /** Signals the end of the stream to the peer; data written before still arrives. */
    void shutdownOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            log.debug("connection broke: {}", NetworkReason.of(e));
        }
    }

    /** Waits until the peer has closed the connection too; false after the deadline. */
    boolean awaitEnd(long deadlineNanos) throws InterruptedException {
        return ended.await(Deadlines.nanosUntil(deadlineNanos), TimeUnit.NANOSECONDS);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("closing a connection failed: {}", NetworkReason.of(e));
        }
    }
}
