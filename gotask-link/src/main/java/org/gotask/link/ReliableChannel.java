package org.gotask.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.gotask.TaskMsg;
import org.gotask.channel.Received;
import org.gotask.link.memory.Outbox;
import org.gotask.link.protocol.SendStream;
import org.jspecify.annotations.Nullable;

/** The two directions of one task on a {@link ReliableLink}; sends on a virtual thread. Thread-safe. */
final class ReliableChannel implements LinkChannel, SendStream.Listener {

    /** The limits for the messages that the thread takes from the channel at once. */
    private static final int BATCH_MESSAGES = 256;

    private static final int BATCH_BYTES = 64 << 10;

    private final SharedEngine engine;
    private final String taskName;
    private final Outbox outbound;
    private final InboundDelivery inbound;
    private final Consumer<ReliableChannel> onAbandon;
    private final Condition room;
    private final CountDownLatch sent = new CountDownLatch(1);
    private final Thread thread;

    // guarded by the engine's lock
    private @Nullable SendStream stream;
    private boolean abandoned;

    /** @param onAbandon is called before the channel is abandoned */
    ReliableChannel(
            SharedEngine engine,
            String taskName,
            Outbox outbound,
            InboundDelivery inbound,
            Consumer<ReliableChannel> onAbandon) {
        this.engine = engine;
        this.taskName = taskName;
        this.outbound = outbound;
        this.inbound = inbound;
        this.onAbandon = onAbandon;
        this.room = engine.newCondition();
        this.thread = Thread.ofVirtual().name("link-out-" + taskName).unstarted(this::run);
    }

    InboundDelivery inbound() {
        return inbound;
    }

    @Override
    public void start(byte[] announcement) {
        Objects.requireNonNull(announcement, "announcement");
        if (!Arrays.equals(announcement, LinkKind.RELIABLE.announcement())) {
            engine.fail(mismatch(announcement));
            return;
        }
        engine.step(protocol -> {
            if (stream == null && !abandoned && engine.isUp()) {
                stream = protocol.open(taskName, this);
                // with the lock held: once it is released, the thread can be interrupted
                thread.start();
            }
            return null;
        });
    }

    private static String mismatch(byte[] announcement) {
        Optional<LinkKind> announced = LinkKind.announcedBy(announcement);
        return announcement.length == 0 || announced.isPresent()
                ? "it supports only the mesosgot link; start the scheduler with --link=mesosgot"
                : "it announces an unknown link; scheduler and executor must be of the same GoTask version";
    }

    @Override
    public boolean peerSignalsEnd() {
        return engine.step(protocol -> stream != null);
    }

    @Override
    public void awaitSent() throws InterruptedException {
        sent.await();
    }

    @Override
    public void taken(int sizeBytes) {
        inbound.taken(sizeBytes);
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
    public void abandon() {
        onAbandon.accept(this);
        engine.step(protocol -> {
            abandoned = true;
            if (stream != null) {
                protocol.fail(stream);
            }
            return null;
        });
        thread.interrupt();
        inbound.abandon();
        sent.countDown();
    }

    @Override
    public void hasRoom() {
        room.signal();
    }

    @Override
    public void written(long cost) {
        outbound.sent(cost);
    }

    @Override
    public void settled() {
        sent.countDown();
    }

    private void run() {
        try {
            SendStream opened = engine.step(protocol -> Objects.requireNonNull(stream));
            List<TaskMsg> batch = new ArrayList<>();
            while (outbound.channel().receiveOrClosed() instanceof Received.Value<TaskMsg>(TaskMsg first)) {
                fill(batch, first);
                engine.send(opened, room, batch);
                batch.clear();
            }
            engine.end(opened);
        } catch (InterruptedException | CancellationException e) {
            // abandoned, or the link has failed
        } catch (RuntimeException | Error e) {
            engine.fail("the messages of task " + taskName + " cannot be sent, " + e);
        }
    }

    private void fill(List<TaskMsg> batch, TaskMsg first) {
        batch.add(first);
        long bytes = first.sizeBytes();
        while (batch.size() < BATCH_MESSAGES
                && bytes < BATCH_BYTES
                && outbound.channel().tryReceive() instanceof Received.Value<TaskMsg>(TaskMsg next)) {
            batch.add(next);
            bytes += next.sizeBytes();
        }
    }
}
