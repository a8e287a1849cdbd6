package org.gotask.link;

import java.util.concurrent.atomic.AtomicReference;
import org.gotask.link.memory.MessageMemory;
import org.gotask.link.protocol.LinkSettings;
import org.jspecify.annotations.Nullable;

/** Two reliable links with pipes between them. */
final class ReliableLinkPair implements AutoCloseable {

    private final AtomicReference<@Nullable ReliableLink> left = new AtomicReference<>();
    private final AtomicReference<@Nullable ReliableLink> right = new AtomicReference<>();
    final FakeListener leftListener = new FakeListener();
    final FakeListener rightListener = new FakeListener();
    final LossyPipe toRight;
    final LossyPipe toLeft;

    /** Each end has the memory of a process with a heap of this size. */
    private static final long HEAP_BYTES = 1L << 30;

    ReliableLinkPair(long seed, double faults, LinkSettings settings) {
        this(seed, faults, settings, memory(settings));
    }

    /** @param memory the memory for the messages that arrive at the right end */
    ReliableLinkPair(long seed, double faults, LinkSettings settings, MessageMemory memory) {
        toRight = new LossyPipe(seed, faults, datagram -> receive(right, datagram));
        toLeft = new LossyPipe(seed + 1, faults, datagram -> receive(left, datagram));
        left.set(new ReliableLink(
                "executor-0 on agent host7",
                toRight,
                leftListener,
                settings,
                memory(settings).inbound()));
        right.set(new ReliableLink("the scheduler", toLeft, rightListener, settings, memory.inbound()));
    }

    private static MessageMemory memory(LinkSettings settings) {
        MessageMemory memory = new MessageMemory(HEAP_BYTES);
        memory.carry(settings.maxMessageBytes());
        return memory;
    }

    private static void receive(AtomicReference<@Nullable ReliableLink> link, byte[] datagram) {
        ReliableLink receiver = link.get();
        if (receiver != null) {
            receiver.receive(datagram);
        }
    }

    ReliableLink left() {
        return link(left);
    }

    ReliableLink right() {
        return link(right);
    }

    private static ReliableLink link(AtomicReference<@Nullable ReliableLink> reference) {
        ReliableLink link = reference.get();
        if (link == null) {
            throw new IllegalStateException("not made");
        }
        return link;
    }

    @Override
    public void close() {
        left().close();
        right().close();
        toRight.close();
        toLeft.close();
    }
}
