package org.gotask.link;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import org.gotask.TaskMsg;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.Received;
import org.jspecify.annotations.Nullable;

/** The two directions of one task on a {@link StrongLink}; sends on a virtual thread of its own. Thread-safe. */
final class StrongChannel implements LinkChannel {

    /** So much is taken from the channel at a time, without coming back to the link for each message. */
    private static final int BATCH_MESSAGES = 256;

    private static final int BATCH_BYTES = 64 << 10;

    private final StrongLink link;
    private final String taskName;
    private final ReceiveChannel<TaskMsg> outbound;
    private final StrongInbound inbound;
    private final CountDownLatch sent = new CountDownLatch(1);
    private final Condition room;
    private final Thread thread;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean forgotten;

    /** Guarded by the lock of the link. */
    @Nullable
    OutStream stream;

    StrongChannel(StrongLink link, String taskName, ReceiveChannel<TaskMsg> outbound, Inbound inbound) {
        this.link = link;
        this.taskName = taskName;
        this.outbound = outbound;
        this.room = link.newCondition();
        this.inbound = new StrongInbound(link, taskName, inbound);
        this.thread = Thread.ofVirtual().name("link-out-" + taskName).unstarted(this::run);
    }

    String taskName() {
        return taskName;
    }

    StrongInbound inbound() {
        return inbound;
    }

    @Override
    public void start(Dialect peer) {
        if (started.compareAndSet(false, true) && link.begin(this, peer)) {
            thread.start();
        }
    }

    @Override
    public void awaitSent() throws InterruptedException {
        sent.await();
    }

    @Override
    public boolean hasArrived() {
        return inbound.hasArrived();
    }

    @Override
    public void endInbound() {
        inbound.endNow();
    }

    @Override
    public void forget() {
        forgotten = true;
        thread.interrupt();
        inbound.stop();
        link.forget(this);
        sent.countDown();
    }

    /** Signalled when the stream has room again; of the lock of the link. */
    Condition room() {
        return room;
    }

    /** All has arrived at the other end. */
    void settled() {
        sent.countDown();
    }

    private void run() {
        try {
            List<TaskMsg> batch = new ArrayList<>();
            // an interrupt that came before this thread was there is not known here
            while (!forgotten && outbound.receiveOrClosed() instanceof Received.Value<TaskMsg>(TaskMsg first)) {
                fill(batch, first);
                link.send(this, batch);
                batch.clear();
            }
            link.end(this);
        } catch (InterruptedException | CancellationException e) {
            // forgotten: the task is gone, and what is left in its channel with it; or the link has failed
        } catch (RuntimeException e) {
            link.broken("what task " + taskName + " sends cannot be sent, " + e);
        }
    }

    private void fill(List<TaskMsg> batch, TaskMsg first) {
        batch.add(first);
        long bytes = first.sizeBytes();
        while (batch.size() < BATCH_MESSAGES
                && bytes < BATCH_BYTES
                && outbound.tryReceive() instanceof Received.Value<TaskMsg>(TaskMsg next)) {
            batch.add(next);
            bytes += next.sizeBytes();
        }
    }
}
