package org.gotask.link;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.gotask.TaskMsg;

/**
 * Delivers the messages that arrive for one task of a {@link MesosgotLink} on a virtual thread, so that a slow reader
 * does not block the receiving thread. The waiting messages are bounded for the link as a whole. Thread-safe.
 */
final class InboundQueue {

    /** An entry of the queue. */
    private sealed interface Item {
        record Message(TaskMsg message) implements Item {}

        record End(long messagesBefore) implements Item {}
    }

    private static final long UNKNOWN = -1;

    private final String taskName;
    private final MessageSink sink;
    private final ByteBudget unread;
    private final Consumer<String> onFailure;
    private final BlockingQueue<Item> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicLong expected = new AtomicLong(UNKNOWN);
    private final Thread thread;
    private volatile boolean ended;

    /** The bytes of the messages that the sink holds for the reader; negative after {@link #stop}. */
    private final AtomicLong held = new AtomicLong();

    /** @param onFailure receives the reason why a message cannot be delivered */
    InboundQueue(String taskName, MessageSink sink, ByteBudget unread, Consumer<String> onFailure) {
        this.taskName = taskName;
        this.sink = sink;
        this.unread = unread;
        this.onFailure = onFailure;
        this.thread = Thread.ofVirtual().name("link-in-" + taskName).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Queues a message; false if too many bytes wait. After the end it is dropped. */
    boolean add(TaskMsg message) {
        if (ended) {
            return true;
        }
        if (!unread.tryReserve(message.sizeBytes())) {
            return false;
        }
        waiting.add(new Item.Message(message));
        arrived.incrementAndGet();
        if (ended) {
            // the thread may have ended after the first check and before the message was added
            releaseWaiting();
        }
        return true;
    }

    /** The reader has taken a message that the sink held. */
    void taken(int sizeBytes) {
        long before = held.get();
        while (before >= 0 && !held.compareAndSet(before, before - ByteBudget.cost(sizeBytes))) {
            before = held.get();
        }
        if (before >= 0) {
            unread.release(sizeBytes);
        }
    }

    /** The other end has sent this number of messages, some of which may still be in transit, and sends no more. */
    void endAfter(long messagesBefore) {
        // only once: an end does not count against the budget, and a peer may repeat it
        if (expected.compareAndSet(UNKNOWN, messagesBefore)) {
            waiting.add(new Item.End(messagesBefore));
        }
    }

    /** Ends the queue after the messages that have arrived by now. */
    void endNow() {
        endAfter(arrived.get());
    }

    /** Whether the end was signalled and all messages before it have arrived, delivered or not. */
    boolean hasArrived() {
        long total = expected.get();
        return total != UNKNOWN && arrived.get() >= total;
    }

    void stop() {
        thread.interrupt();
        long bytes = held.getAndSet(Long.MIN_VALUE / 2);
        if (bytes > 0) {
            unread.releaseBytes(bytes);
        }
    }

    private void run() {
        try {
            long delivered = 0;
            long last = Long.MAX_VALUE;
            while (delivered < last) {
                switch (waiting.take()) {
                    case Item.Message(TaskMsg message) -> {
                        deliver(message);
                        delivered++;
                    }
                    // the end may overtake messages on their way through an agent
                    case Item.End(long messagesBefore) -> last = messagesBefore;
                }
            }
            // before the sink reports the end: from then on messages are dropped and do not count against the budget
            ended = true;
            sink.end();
        } catch (InterruptedException e) {
            // stopped
        } catch (RuntimeException | Error e) {
            onFailure.accept("a message for task " + taskName + " cannot be delivered, " + e);
        } finally {
            ended = true;
            releaseWaiting();
        }
    }

    /** The message counts as held while it is being delivered: its reader may take it before the sink returns. */
    private void deliver(TaskMsg message) throws InterruptedException {
        long cost = ByteBudget.cost(message.sizeBytes());
        if (held.getAndUpdate(bytes -> bytes >= 0 ? bytes + cost : bytes) < 0) {
            unread.releaseBytes(cost);
        }
        Delivery delivery = Delivery.TAKEN; // also if the sink throws
        try {
            delivery = sink.deliver(message);
        } finally {
            if (delivery == Delivery.TAKEN) {
                taken(message.sizeBytes());
            }
        }
    }

    private void releaseWaiting() {
        for (Item item = waiting.poll(); item != null; item = waiting.poll()) {
            if (item instanceof Item.Message(TaskMsg message)) {
                unread.release(message.sizeBytes());
            }
        }
    }
}
