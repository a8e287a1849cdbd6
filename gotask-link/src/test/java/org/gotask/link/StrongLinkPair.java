package org.gotask.link;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Two strong links with pipes between them. */
final class StrongLinkPair implements AutoCloseable {

    private final AtomicReference<@Nullable StrongLink> left = new AtomicReference<>();
    private final AtomicReference<@Nullable StrongLink> right = new AtomicReference<>();
    final FakeListener leftListener = new FakeListener();
    final FakeListener rightListener = new FakeListener();
    final LossyPipe toRight;
    final LossyPipe toLeft;

    StrongLinkPair(long seed, double faults, LinkSettings settings) {
        toRight = new LossyPipe(seed, faults, datagram -> receive(right, datagram));
        toLeft = new LossyPipe(seed + 1, faults, datagram -> receive(left, datagram));
        left.set(new StrongLink("executor-0 on agent host7", toRight, leftListener, settings));
        right.set(new StrongLink("the scheduler", toLeft, rightListener, settings));
    }

    private static void receive(AtomicReference<@Nullable StrongLink> link, byte[] datagram) {
        StrongLink receiver = link.get();
        if (receiver != null) {
            receiver.receive(datagram);
        }
    }

    StrongLink left() {
        return link(left);
    }

    StrongLink right() {
        return link(right);
    }

    private static StrongLink link(AtomicReference<@Nullable StrongLink> reference) {
        StrongLink link = reference.get();
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
