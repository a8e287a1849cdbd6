package org.gotask.link;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.gotask.TaskMsg;
import org.gotask.link.Arrivals.Next;
import org.gotask.link.memory.Claim;
import org.gotask.link.memory.DirectionMemory;
import org.gotask.link.protocol.LinkEngine;
import org.gotask.link.protocol.LinkSettings;
import org.gotask.link.protocol.ReceiveStream;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the messages that arrive for one task, without blocking the receiving thread. That thread delivers as long
 * as the reader keeps up; when it would have to wait, a virtual thread takes over until the reader has caught up.
 *
 * <p>The messages that wait for the reader are bounded by credit: the channel's share of the memory for arriving
 * messages, and a {@link Claim} on its reserve for a message that exceeds the share. Credit returns when the reader
 * receives a message, not when its channel accepts it. Thread-safe.
 */
final class InboundDelivery implements ReceiveStream.Listener {

    /** Credit is returned at the latest when this part of it is due. */
    private static final int CREDIT_PARTS = 4;

    private final SharedEngine engine;
    private final String taskName;
    private final MessageSink sink;
    private final DirectionMemory memory;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** The cost of the messages that the reader has taken, for which no credit was returned. */
    private final AtomicLong unreturned = new AtomicLong();

    /** The value of {@link #unreturned} at which credit is returned; written with the engine's lock held. */
    private volatile long returnAt = LinkSettings.FIRST_CREDIT_BYTES / CREDIT_PARTS;

    // guarded by the engine's lock
    private final Arrivals arrivals = new Arrivals();
    private @Nullable ReceiveStream stream;
    private @Nullable Thread waiting;
    private @Nullable Claim claim;

    /** Whether the memory of the claim was lent to its message. */
    private boolean claimUsed;

    /** The bytes for a message that waits until the claim of the previous message has ended; otherwise 0. */
    private long wantedNext;

    /** Has a share of the memory until {@link #close}. */
    InboundDelivery(SharedEngine engine, String taskName, MessageSink sink, DirectionMemory memory) {
        this.engine = engine;
        this.taskName = taskName;
        this.sink = sink;
        this.memory = memory;
        memory.opened();
    }

    /** The other end has opened its stream. The caller holds the engine's lock. */
    ReceiveStream.Listener opened(ReceiveStream opened) {
        stream = opened;
        return this;
    }

    @Override
    public void message(TaskMsg message) {
        if (arrivals.add(message)) {
            engine.defer(this::deliverWithoutWaiting);
        }
    }

    @Override
    public void ended() {
        if (arrivals.complete()) {
            engine.defer(this::deliverWithoutWaiting);
        }
    }

    @Override
    public void failed() {
        // the task's status, which travels separately, gives the reason; no message follows
    }

    @Override
    public long share() {
        return memory.share();
    }

    @Override
    public boolean wants(long bytes) {
        if (claim != null) {
            wantedNext = bytes;
            return false;
        }
        return claimNow(bytes);
    }

    private boolean claimNow(long bytes) {
        Claim made = memory.reserve().await(bytes, this::granted);
        claim = made;
        claimUsed = made.isGranted();
        returnAt = 1; // others may wait for this memory
        return claimUsed;
    }

    /** The call may come late, when the claim is in use and the next message of the stream waits for credit. */
    private void granted(Claim made) {
        engine.step(protocol -> {
            if (claim == made && !claimUsed && stream != null) {
                claimUsed = true;
                protocol.lend(stream);
            }
            return null;
        });
    }

    @Override
    public void wantsNoMore() {
        if (wantedNext > 0) {
            wantedNext = 0;
        } else {
            returned();
        }
    }

    @Override
    public void returned() {
        Claim over = claim;
        claim = null;
        if (over != null) {
            // without the engine's lock, because it may be granted to another link
            engine.defer(() -> memory.reserve().release(over));
        }
    }

    /** The reader has taken a message, or it was dropped. */
    void taken(int sizeBytes) {
        if (unreturned.addAndGet(LinkSettings.cost(sizeBytes)) >= returnAt) {
            returnCredit(unreturned.getAndSet(0));
        }
    }

    /**
     * Ends the stream after the messages that have arrived by now. Returns its part of the reserve at once: an
     * incomplete message of a lost peer would keep it for ever.
     */
    void endNow() {
        engine.step(protocol -> {
            ended();
            discardFurther(protocol);
            return null;
        });
    }

    boolean hasArrived() {
        return engine.step(protocol -> arrivals.isComplete());
    }

    /** Stops delivering. */
    void abandon() {
        Thread interrupted = engine.step(protocol -> {
            arrivals.abandon();
            discardFurther(protocol);
            return waiting;
        });
        if (interrupted != null) {
            interrupted.interrupt();
        }
        close();
    }

    private void discardFurther(LinkEngine protocol) {
        returned();
        wantedNext = 0;
        if (stream != null) {
            protocol.discard(stream);
        }
    }

    /** Returns the share of the memory. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            memory.closed();
        }
    }

    private void deliverWithoutWaiting() {
        run(false);
    }

    private void deliverAndWait() {
        run(true);
    }

    private void run(boolean mayWait) {
        try {
            if (!deliver(mayWait)) {
                handOver();
            }
        } catch (InterruptedException e) {
            // abandoned while it waited for the reader
        } catch (RuntimeException | Error e) {
            engine.fail("a message for task " + taskName + " cannot be delivered, " + e);
        }
    }

    /** Delivers the waiting messages; false if the reader does not keep up and this thread may not wait for it. */
    private boolean deliver(boolean mayWait) throws InterruptedException {
        Next next = Next.MESSAGES;
        while (next == Next.MESSAGES) {
            long takenCost = 0;
            Queue<TaskMsg> batch = arrivals.batch();
            for (TaskMsg message = batch.peek(); message != null; message = batch.peek()) {
                Delivery delivery = sink.tryDeliver(message);
                if (delivery == Delivery.REFUSED) {
                    returnCredit(takenCost);
                    takenCost = 0;
                    if (!mayWait) {
                        return false;
                    }
                    delivery = sink.deliver(message);
                }
                batch.remove();
                if (delivery == Delivery.TAKEN) {
                    takenCost += LinkSettings.cost(message.sizeBytes());
                }
                if (takenCost >= returnAt) {
                    returnCredit(takenCost);
                    takenCost = 0;
                }
            }
            next = next(takenCost);
        }
        if (next == Next.END) {
            sink.end();
        }
        return true;
    }

    private Next next(long takenCost) {
        return engine.step(protocol -> {
            returnCredit(protocol, takenCost);
            return arrivals.next();
        });
    }

    private void returnCredit(long cost) {
        if (cost > 0) {
            engine.step(protocol -> {
                returnCredit(protocol, cost);
                return null;
            });
        }
    }

    /**
     * Returns credit, and decides when to do so again: early enough that the sender always has some left while the
     * reader has nothing to read.
     */
    private void returnCredit(LinkEngine protocol, long cost) {
        if (cost == 0 || stream == null || stream.isDiscarded()) {
            return;
        }
        protocol.taken(stream, cost);
        if (wantedNext > 0 && claim == null) {
            long bytes = wantedNext;
            wantedNext = 0;
            if (claimNow(bytes)) {
                protocol.lend(stream);
            }
        }
        returnAt = claim != null ? 1 : Math.max(1, stream.windowBytes() / CREDIT_PARTS);
    }

    /** Continues with the batch on a thread that may wait for the reader. */
    private void handOver() {
        engine.step(protocol -> {
            if (!arrivals.isAbandoned()) {
                waiting = Thread.ofVirtual().name("link-in-" + taskName).start(this::deliverAndWait);
            }
            return null;
        });
    }
}
