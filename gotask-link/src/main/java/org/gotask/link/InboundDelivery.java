package org.gotask.link;

import java.util.Queue;
import org.gotask.TaskMsg;
import org.gotask.link.Arrivals.Next;
import org.gotask.link.protocol.LinkEngine;
import org.gotask.link.protocol.LinkSettings;
import org.gotask.link.protocol.ReceiveStream;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the messages that arrive for one task, without blocking the receiving thread. That thread delivers as long
 * as the reader keeps up; when it would have to wait, a virtual thread takes over until the reader has caught up. The
 * waiting messages are bounded by credit, which is returned as the reader takes them. Thread-safe.
 */
final class InboundDelivery implements ReceiveStream.Listener {

    private final SharedEngine engine;
    private final String taskName;
    private final MessageSink sink;

    /** The cost of delivered messages after which credit is returned at the latest. */
    private final long creditStep;

    // guarded by the engine's lock
    private final Arrivals arrivals = new Arrivals();
    private @Nullable ReceiveStream stream;
    private @Nullable Thread waiting;

    InboundDelivery(SharedEngine engine, String taskName, MessageSink sink, long creditStep) {
        this.engine = engine;
        this.taskName = taskName;
        this.sink = sink;
        this.creditStep = creditStep;
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

    /** Ends the stream after the messages that have arrived by now. */
    void endNow() {
        engine.step(protocol -> {
            ended();
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
            if (stream != null) {
                protocol.discard(stream);
            }
            return waiting;
        });
        if (interrupted != null) {
            interrupted.interrupt();
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
        long cost = 0;
        Next next = Next.MESSAGES;
        while (next == Next.MESSAGES) {
            Queue<TaskMsg> batch = arrivals.batch();
            for (TaskMsg message = batch.peek(); message != null; message = batch.peek()) {
                if (!sink.tryDeliver(message)) {
                    returnCredit(cost);
                    cost = 0;
                    if (!mayWait) {
                        return false;
                    }
                    sink.deliver(message);
                }
                batch.remove();
                cost += LinkSettings.cost(message.sizeBytes());
                if (cost >= creditStep) {
                    returnCredit(cost);
                    cost = 0;
                }
            }
            next = next(cost);
            cost = 0;
        }
        if (next == Next.END) {
            sink.end();
        }
        return true;
    }

    private Next next(long cost) {
        return engine.step(protocol -> {
            returnCredit(protocol, cost);
            return arrivals.next();
        });
    }

    private void returnCredit(long cost) {
        engine.step(protocol -> {
            returnCredit(protocol, cost);
            return null;
        });
    }

    private void returnCredit(LinkEngine protocol, long cost) {
        if (cost > 0 && stream != null && !stream.isDiscarded()) {
            protocol.taken(stream, cost);
        }
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
