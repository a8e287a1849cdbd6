package org.gotask.link;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gotask.TaskMsg;
import org.gotask.channel.ReceiveChannel;

/**
 * The link that sends each message as one datagram, in mesosgot's own format. It adds nothing to what the port promises:
 * a datagram that is lost is lost, and there is no credit. A task that does not read therefore piles up its messages on
 * the receiving side; the pile is bounded by failing the link.
 */
public final class PlainLink implements Link {

    /** How many bytes of messages may wait for slow readers at one end of a link, unless said otherwise: 64 MiB. */
    public static final long DEFAULT_MAX_WAITING_BYTES = 64L << 20;

    private final String peerName;
    private final DatagramPort port;
    private final LinkListener listener;
    private final WaitingBytes waitingBytes;
    private final Map<String, PlainLinkChannel> channels = new ConcurrentHashMap<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Opens nothing and starts nothing.
     *
     * @param peerName names the other end in messages, for example {@code executor-0 on agent host7}
     * @param maxWaitingBytes how many bytes of received messages may wait to be read before the link fails
     */
    public PlainLink(String peerName, DatagramPort port, LinkListener listener, long maxWaitingBytes) {
        this.peerName = peerName;
        this.port = port;
        this.listener = listener;
        this.waitingBytes = new WaitingBytes(maxWaitingBytes);
    }

    /**
     * {@inheritDoc} On a closed or failed link the channel is forgotten from the start.
     *
     * @throws IllegalArgumentException also if a datagram cannot carry the name: it is empty, longer than 255 bytes, or
     *     contains {@code ^} or a control character
     */
    @Override
    public LinkChannel open(String taskName, ReceiveChannel<TaskMsg> outbound, Inbound inbound) {
        PlainCodec.checkName(taskName);
        PlainLinkChannel channel = new PlainLinkChannel(
                new OutboundPump(taskName, outbound, port, listener::endUntold, this::fail),
                new InboundQueue(taskName, inbound, waitingBytes, this::fail),
                forgotten -> channels.remove(taskName, forgotten));
        if (channels.putIfAbsent(taskName, channel) != null) {
            throw new IllegalArgumentException("task is open on this link already: task=" + taskName);
        }
        channel.inbound().start();
        if (closed) {
            channel.forget();
        }
        return channel;
    }

    @Override
    public void receive(byte[] datagram) {
        if (closed) {
            return;
        }
        switch (PlainCodec.decode(datagram)) {
            case PlainCodec.Datagram.Message(TaskMsg message) -> {
                PlainLinkChannel channel = channels.get(message.taskName());
                if (channel == null) {
                    listener.dropped("message for a task that does not run here: task=" + message.taskName() + ", from="
                            + peerName);
                } else if (!channel.inbound().add(message)) {
                    fail("more than " + waitingBytes.max() + " bytes of messages wait to be read, the last one of task "
                            + message.taskName() + "; read them faster or send less");
                }
            }
            case PlainCodec.Datagram.End(String taskName, long messagesBefore) -> {
                PlainLinkChannel channel = channels.get(taskName);
                if (channel != null) {
                    channel.inbound().endAfter(messagesBefore);
                }
            }
            case PlainCodec.Datagram.Unreadable(String reason) ->
                listener.dropped("unreadable message: from=" + peerName + ", " + reason);
        }
    }

    private void fail(String reason) {
        if (!closed && failed.compareAndSet(false, true)) {
            // told first: whoever then wakes up in awaitSent can know that not all was sent
            listener.failed("link to " + peerName + " failed: " + reason);
            close();
        }
    }

    @Override
    public void close() {
        closed = true;
        channels.values().forEach(PlainLinkChannel::forget);
    }
}
