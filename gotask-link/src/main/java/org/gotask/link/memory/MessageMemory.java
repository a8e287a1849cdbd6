package org.gotask.link.memory;

import java.util.Optional;
import org.gotask.TaskMsg;

/**
 * The memory of a process for messages that wait in its channels and links. Messages that leave the process and
 * messages that arrive have a limit each, so that a task can always send the answer to a message that it has received.
 * Thread-safe.
 *
 * <p>The limit of a direction is a sixteenth of the heap and the largest message, see {@link DirectionMemory}. The rest
 * of the heap is for the application, for the datagrams of the links, and for the JVM.
 */
public final class MessageMemory {

    private static final long MIB = 1 << 20;

    /** The part of the smallest heap that does not depend on the size of messages. */
    private static final long BASE_BYTES = 32 * MIB;

    /** One message leaves, one arrives, the application holds one, and a large array needs contiguous memory. */
    private static final int LARGEST_MESSAGES = 4;

    private static final int HEAP_PER_DIRECTION = 16;

    /** A JVM may report less than the heap that it was given, by a part of its young generation. */
    private static final int UNREPORTED_PART = 24;

    private static final MessageMemory OF_THIS_PROCESS =
            new MessageMemory(Runtime.getRuntime().maxMemory());

    private final long heapBytes;
    private final DirectionMemory outbound;
    private final DirectionMemory inbound;

    /** The memory of a process with a heap of this size. */
    public MessageMemory(long heapBytes) {
        this.heapBytes = heapBytes;
        this.outbound = new DirectionMemory(heapBytes / HEAP_PER_DIRECTION);
        this.inbound = new DirectionMemory(heapBytes / HEAP_PER_DIRECTION);
    }

    /** The memory that all links of this process share. */
    public static MessageMemory ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /** The smallest heap of a process whose messages may have this many bytes: four messages and 32 MiB. */
    public static long smallestHeapBytes(int maxMessageBytes) {
        return LARGEST_MESSAGES * (long) maxMessageBytes + BASE_BYTES;
    }

    /** Describes the heap if it is too small for messages of this many bytes; empty if it suffices. */
    public Optional<String> shortage(int maxMessageBytes) {
        long smallest = smallestHeapBytes(maxMessageBytes);
        if (heapBytes + heapBytes / UNREPORTED_PART >= smallest) {
            return Optional.empty();
        }
        return Optional.of("a heap of " + heapBytes / MIB + " MiB, which is too small for messages of "
                + roundedUp(maxMessageBytes) + " MiB; expected at least " + roundedUp(smallest) + " MiB");
    }

    private static long roundedUp(long bytes) {
        return (bytes + MIB - 1) / MIB;
    }

    /** Provides for messages of this size. */
    public void carry(int maxMessageBytes) {
        outbound.carry(maxMessageBytes);
        inbound.carry(maxMessageBytes);
    }

    /**
     * A channel whose messages a link sends to another process. It accepts a message as long as its {@code capacity}
     * and the memory for leaving messages allow it.
     *
     * @param name appears in the messages of exceptions
     * @param capacity the number of messages that can be buffered
     */
    public Outbox newOutbox(String name, int capacity) {
        return Outbox.limited(name, capacity, outbound);
    }

    /** The most that a link without credit may hold for slow readers: a quarter of the heap. */
    public long largestUnreadBytes() {
        return heapBytes / 4;
    }

    /** The memory for messages that arrive. */
    public DirectionMemory inbound() {
        return inbound;
    }

    /** The memory for messages that leave. */
    DirectionMemory outbound() {
        return outbound;
    }

    /** The memory that a message occupies: its content, objects and references. */
    static long cost(TaskMsg message) {
        return DirectionMemory.cost(message.sizeBytes());
    }
}
