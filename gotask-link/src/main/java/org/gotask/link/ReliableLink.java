package org.gotask.link;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.gotask.TaskName;
import org.gotask.link.memory.DirectionMemory;
import org.gotask.link.memory.Outbox;
import org.gotask.link.protocol.LinkSettings;
import org.gotask.link.protocol.LinkStatistics;
import org.gotask.link.protocol.ReceiveStream;
import org.jspecify.annotations.Nullable;

/**
 * The link that carries channels exactly once and in order over datagrams that may be lost, duplicated and reordered,
 * with bounded memory ({@link LinkSettings}); no channel blocks another. It fails only if the other end does not answer
 * for the time limit, is replaced by another, violates the protocol, or does not support it. Thread-safe.
 */
final class ReliableLink implements Link {

    private final LinkListener listener;
    private final DirectionMemory memory;
    private final SharedEngine engine;
    private final Map<String, ReliableChannel> channels = new ConcurrentHashMap<>();

    /**
     * Starts and sends nothing.
     *
     * @param memory the memory for messages that arrive
     */
    ReliableLink(
            String peerName, DatagramPort port, LinkListener listener, LinkSettings settings, DirectionMemory memory) {
        this.listener = listener;
        this.memory = memory;
        this.engine = new SharedEngine(peerName, port, settings, new Events());
    }

    @Override
    public LinkChannel open(String taskName, Outbox outbound, MessageSink inbound) {
        Objects.requireNonNull(outbound, "outbound");
        Objects.requireNonNull(inbound, "inbound");
        TaskName.requireValid(Objects.requireNonNull(taskName, "taskName"));
        ReliableChannel channel = new ReliableChannel(
                engine,
                taskName,
                outbound,
                new InboundDelivery(engine, taskName, inbound, memory),
                abandoned -> channels.remove(taskName, abandoned));
        if (channels.putIfAbsent(taskName, channel) != null) {
            channel.inbound().close();
            throw new IllegalArgumentException("task is open on this link already: task=" + taskName);
        }
        if (!engine.start()) {
            channel.abandon();
        }
        return channel;
    }

    @Override
    public void receive(byte[] datagram) {
        Objects.requireNonNull(datagram, "datagram");
        engine.receive(datagram);
    }

    @Override
    public String statistics() {
        return counters().toString();
    }

    LinkStatistics counters() {
        return engine.statistics();
    }

    @Override
    public void close() {
        engine.close();
        channels.values().forEach(ReliableChannel::abandon);
    }

    private final class Events implements SharedEngine.Listener {

        @Override
        public ReceiveStream.@Nullable Listener opened(ReceiveStream stream) {
            ReliableChannel channel = channels.get(stream.taskName());
            return channel == null ? null : channel.inbound().opened(stream);
        }

        @Override
        public void dropped(String what) {
            listener.dropped(what);
        }

        @Override
        public void failed(String reason) {
            // before close, so that a thread that then returns from awaitSent can find out that messages are missing
            listener.failed(reason);
            close();
        }
    }
}
