package org.gotask.link;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.gotask.TaskMsg;
import org.gotask.link.memory.MessageMemory;
import org.gotask.link.protocol.LinkSettings;

/**
 * The links of a process: their kind and limits. Immutable.
 *
 * @param kind the kind of the links
 * @param maxMessageBytes the longest content of a message; by default 64 MiB, with {@link LinkKind#MESOSGOT} 8 MiB
 * @param timeout how long messages may remain unacknowledged before a reliable link fails; by default two minutes
 * @param maxUnreadBytes the limit for received messages that wait for slow readers, for each link with
 *     {@link LinkKind#MESOSGOT}, which fails beyond it; by default 64 MiB, and at most a quarter of the heap
 */
public record LinkConfig(LinkKind kind, int maxMessageBytes, Duration timeout, long maxUnreadBytes) {

    private static final long DEFAULT_MAX_UNREAD_BYTES = 64L << 20;

    /** Checks the ranges. */
    public LinkConfig {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(timeout, "timeout");
        require(maxMessageBytes >= 0, "maxMessageBytes", maxMessageBytes, 0);
        require(timeout.toNanos() >= 1, "timeout", timeout.toNanos(), 1);
        require(maxUnreadBytes >= 0, "maxUnreadBytes", maxUnreadBytes, 0);
    }

    private static void require(boolean condition, String name, long value, long min) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "link setting out of range: " + name + "=" + value + ", expected at least " + min);
        }
    }

    /** The defaults for a kind. */
    public static LinkConfig of(LinkKind kind) {
        Objects.requireNonNull(kind, "kind");
        return new LinkConfig(
                kind, kind.defaultMaxMessageBytes(), LinkSettings.DEFAULT.timeLimit(), DEFAULT_MAX_UNREAD_BYTES);
    }

    /** This configuration with another {@link #maxMessageBytes}. */
    public LinkConfig withMaxMessageBytes(int bytes) {
        return new LinkConfig(kind, bytes, timeout, maxUnreadBytes);
    }

    /** This configuration with another {@link #timeout}. */
    public LinkConfig withTimeout(Duration time) {
        return new LinkConfig(kind, maxMessageBytes, Objects.requireNonNull(time, "time"), maxUnreadBytes);
    }

    /** This configuration with another {@link #maxUnreadBytes}. */
    public LinkConfig withMaxUnreadBytes(long bytes) {
        return new LinkConfig(kind, maxMessageBytes, timeout, bytes);
    }

    /** Describes the heap of this process if it is too small for such messages, with advice; empty if it suffices. */
    public Optional<String> heapShortage() {
        return MessageMemory.ofThisProcess()
                .shortage(maxMessageBytes)
                .map(shortage -> shortage + "; raise its -Xmx, or lower --max-message");
    }

    /**
     * Returns a message that does not exceed {@link #maxMessageBytes}.
     *
     * @throws IllegalArgumentException if it does; the text names the task and both sizes
     */
    public TaskMsg requireFits(TaskMsg message) {
        Objects.requireNonNull(message, "message");
        if (message.sizeBytes() > maxMessageBytes) {
            throw new IllegalArgumentException(
                    "message too large: task=" + message.taskName() + ", sizeBytes=" + message.sizeBytes()
                            + ", maxBytes=" + maxMessageBytes + "; send it in parts, or raise --max-message");
        }
        return message;
    }

    /**
     * Creates one end of a link, which starts no thread and sends no datagram yet. All links of a process share its
     * {@link MessageMemory}.
     *
     * @param peerName names the other end in errors, for example {@code executor-0 on agent host7}
     */
    public Link newLink(String peerName, DatagramPort port, LinkListener listener) {
        Objects.requireNonNull(peerName, "peerName");
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(listener, "listener");
        MessageMemory memory = MessageMemory.ofThisProcess();
        memory.carry(maxMessageBytes);
        return switch (kind) {
            case RELIABLE ->
                new ReliableLink(
                        peerName,
                        port,
                        listener,
                        LinkSettings.DEFAULT
                                .withMaxMessageBytes(maxMessageBytes)
                                .withTimeLimit(timeout),
                        memory.inbound());
            case MESOSGOT ->
                new MesosgotLink(peerName, port, listener, Math.min(maxUnreadBytes, memory.largestUnreadBytes()));
        };
    }
}
