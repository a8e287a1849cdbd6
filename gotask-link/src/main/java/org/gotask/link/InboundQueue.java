package org.gotask.link;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.gotask.TaskMsg;

/**
 * Takes what arrives for one task without ever blocking the thread that brings it, and delivers it on a virtual thread of
 * its own, which may be blocked by a slow reader. How much may wait is bounded for the link as a whole.
 */
final class InboundQueue {

    /** What waits in line. */
    private sealed interface Item {
        record Message(TaskMsg message) implements Item {}

        record End(long messagesBefore) implements Item {}
    }

    private static final long UNKNOWN = -1;

    private final String taskName;
    private final Inbound inbound;
    private final WaitingBytes waitingBytes;
    private final Consumer<String> onFailure;
    private final BlockingQueue<Item> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicLong expected = new AtomicLong(UNKNOWN);
    private final Thread thread;
    private volatile boolean ended;

    /** @param onFailure gets the reason when a message cannot be delivered */
    InboundQueue(String taskName, Inbound inbound, WaitingBytes waitingBytes, Consumer<String> onFailure) {
        this.taskName = taskName;
        this.inbound = inbound;
        this.waitingBytes = waitingBytes;
        this.onFailure = onFailure;
        this.thread = Thread.ofVirtual().name("link-in-" + taskName).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Queues a message; false if too much waits already. After the end it is dropped: nobody reads any more. */
    boolean add(TaskMsg message) {
        if (ended) {
            return true;
        }
        if (!waitingBytes.tryAdd(message.sizeBytes())) {
            return false;
        }
        waiting.add(new Item.Message(message));
        arrived.incrementAndGet();
        if (ended) {
            // the end may have come after the first look and before the add: then nobody else counts this one out
            releaseWaiting();
        }
        return true;
    }

    /** The other end sent so many messages and will send no more; some of them may still be under way. */
    void endAfter(long messagesBefore) {
        // a peer that repeats itself must not fill the queue: what ends the channel is not counted as waiting
        if (expected.compareAndSet(UNKNOWN, messagesBefore)) {
            waiting.add(new Item.End(messagesBefore));
        }
    }

    /** The other end will not tell its end: what has arrived by now is all. */
    void endNow() {
        endAfter(arrived.get());
    }

    /** True once the end was told and all before it has arrived, delivered or not. */
    boolean hasArrived() {
        long total = expected.get();
        return total != UNKNOWN && arrived.get() >= total;
    }

    void stop() {
        thread.interrupt();
    }

    private void run() {
        try {
            long delivered = 0;
            long last = Long.MAX_VALUE;
            while (delivered < last) {
                switch (waiting.take()) {
                    case Item.Message(TaskMsg message) -> {
                        waitingBytes.remove(message.sizeBytes());
                        inbound.deliver(message);
                        delivered++;
                    }
                    // a real agent may let the end overtake messages: the count says how many to wait for
                    case Item.End(long messagesBefore) -> last = messagesBefore;
                }
            }
            inbound.end();
        } catch (InterruptedException e) {
            // stop() was called: the task is gone, and what waits for it with it
        } catch (RuntimeException e) {
            onFailure.accept("a message for task " + taskName + " cannot be delivered, " + e);
        } finally {
            ended = true;
            releaseWaiting();
        }
    }

    private void releaseWaiting() {
        for (Item item = waiting.poll(); item != null; item = waiting.poll()) {
            if (item instanceof Item.Message(TaskMsg message)) {
                waitingBytes.remove(message.sizeBytes());
            }
        }
    }
}
