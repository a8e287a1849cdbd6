package org.gotask.link;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gotask.TaskMsg;
import org.gotask.TaskName;
import org.gotask.link.memory.Outbox;
import org.gotask.link.wire.MesosgotCodec;
import org.gotask.link.wire.MesosgotCodec.Datagram;

/**
 * The link that sends each message as one datagram in mesosgot's format. It adds no promises to those of its port: a
 * lost datagram is a lost message, and there is no credit. Messages for a task that does not read therefore accumulate
 * at the receiving end until they exceed a limit, and the link fails. Thread-safe.
 */
final class MesosgotLink implements Link {

    private final String peerName;
    private final DatagramPort port;
    private final LinkListener listener;
    private final ByteBudget unread;
    private final Map<String, MesosgotChannel> channels = new ConcurrentHashMap<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Starts and sends nothing.
     *
     * @param maxUnreadBytes the limit for received messages that wait for slow readers
     */
    MesosgotLink(String peerName, DatagramPort port, LinkListener listener, long maxUnreadBytes) {
        this.peerName = peerName;
        this.port = port;
        this.listener = listener;
        this.unread = new ByteBudget(maxUnreadBytes);
    }

    @Override
    public LinkChannel open(String taskName, Outbox outbound, MessageSink inbound) {
        Objects.requireNonNull(outbound, "outbound");
        Objects.requireNonNull(inbound, "inbound");
        TaskName.requireValid(Objects.requireNonNull(taskName, "taskName"));
        MesosgotChannel channel = new MesosgotChannel(
                new OutboundPump(taskName, outbound, port, listener::peerCannotSignalEnd, this::fail),
                new InboundQueue(taskName, inbound, unread, this::fail),
                abandoned -> channels.remove(taskName, abandoned));
        if (channels.putIfAbsent(taskName, channel) != null) {
            throw new IllegalArgumentException("task is open on this link already: task=" + taskName);
        }
        channel.inbound().start();
        if (closed) {
            channel.abandon();
        }
        return channel;
    }

    @Override
    public void receive(byte[] datagram) {
        Objects.requireNonNull(datagram, "datagram");
        if (closed) {
            return;
        }
        switch (MesosgotCodec.decode(datagram)) {
            case Datagram.Message(TaskMsg message) -> {
                MesosgotChannel channel = channels.get(message.taskName());
                if (channel == null) {
                    listener.dropped("message for a task that does not run here: task=" + message.taskName() + ", from="
                            + peerName);
                } else if (!channel.inbound().add(message)) {
                    fail("more than " + unread.maxBytes() + " bytes of messages wait to be read, the last one of task "
                            + message.taskName() + "; read them faster or send less");
                }
            }
            case Datagram.End(String taskName, long messagesBefore) -> {
                MesosgotChannel channel = channels.get(taskName);
                if (channel != null) {
                    channel.inbound().endAfter(messagesBefore);
                }
            }
            case Datagram.Unreadable(String reason) ->
                listener.dropped("unreadable message: from=" + peerName + ", " + reason);
        }
    }

    @Override
    public String statistics() {
        return "";
    }

    private void fail(String reason) {
        if (!closed && failed.compareAndSet(false, true)) {
            // before close, so that a thread that then returns from awaitSent can find out that messages are missing
            listener.failed("link to " + peerName + " failed: " + reason);
            close();
        }
    }

    @Override
    public void close() {
        closed = true;
        channels.values().forEach(MesosgotChannel::abandon);
    }
}
