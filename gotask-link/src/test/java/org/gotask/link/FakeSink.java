package org.gotask.link;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.gotask.TaskMsg;

/** Keeps what is delivered; can be made to block. */
final class FakeSink implements MessageSink {

    final List<String> texts = new CopyOnWriteArrayList<>();
    final CountDownLatch ended = new CountDownLatch(1);
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch open;

    private FakeSink(int closedDoors) {
        open = new CountDownLatch(closedDoors);
    }

    static FakeSink reading() {
        return new FakeSink(0);
    }

    /** Takes nothing until {@link #unblock}. */
    static FakeSink blocked() {
        return new FakeSink(1);
    }

    void unblock() {
        open.countDown();
    }

    @Override
    public Delivery deliver(TaskMsg message) throws InterruptedException {
        entered.countDown();
        try {
            open.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
        texts.add(message.text());
        return Delivery.TAKEN;
    }

    @Override
    public Delivery tryDeliver(TaskMsg message) {
        if (open.getCount() > 0) {
            return Delivery.REFUSED;
        }
        texts.add(message.text());
        return Delivery.TAKEN;
    }

    @Override
    public void end() {
        ended.countDown();
    }
}
