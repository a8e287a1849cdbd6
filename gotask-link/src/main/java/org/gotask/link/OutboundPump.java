package org.gotask.link;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gotask.TaskMsg;
import org.gotask.link.memory.Outbox;
import org.gotask.link.protocol.LinkSettings;
import org.gotask.link.wire.MesosgotCodec;
import org.gotask.text.FailureLine;

/** Sends the messages of one task's outbound channel in mesosgot's format, on a virtual thread. Thread-safe. */
final class OutboundPump {

    private final String taskName;
    private final Outbox outbound;
    private final DatagramPort port;
    private final Consumer<String> onUnsignalledEnd;
    private final Consumer<String> onFailure;
    private final CountDownLatch sent = new CountDownLatch(1);
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean peerSignalsEnd;
    private final Thread thread;

    /**
     * @param onUnsignalledEnd receives the task's name once all messages are sent to a peer without the end signal
     * @param onFailure receives the reason why messages cannot be sent
     */
    OutboundPump(
            String taskName,
            Outbox outbound,
            DatagramPort port,
            Consumer<String> onUnsignalledEnd,
            Consumer<String> onFailure) {
        this.taskName = taskName;
        this.outbound = outbound;
        this.port = port;
        this.onUnsignalledEnd = onUnsignalledEnd;
        this.onFailure = onFailure;
        this.thread = Thread.ofVirtual().name("link-out-" + taskName).unstarted(this::run);
    }

    /** @param signalsEnd whether the peer signals the end of its messages, and therefore supports that signal */
    void start(boolean signalsEnd) {
        if (started.compareAndSet(false, true)) {
            peerSignalsEnd = signalsEnd;
            thread.start();
        }
    }

    boolean peerSignalsEnd() {
        return peerSignalsEnd;
    }

    void awaitSent() throws InterruptedException {
        sent.await();
    }

    void stop() {
        started.set(true);
        thread.interrupt();
        sent.countDown();
    }

    private void run() {
        try {
            long messages = 0;
            for (TaskMsg message : outbound.channel()) {
                port.send(MesosgotCodec.encode(message));
                outbound.sent(LinkSettings.cost(message.sizeBytes()));
                messages++;
            }
            if (peerSignalsEnd) {
                port.send(MesosgotCodec.encodeEnd(taskName, messages));
            } else {
                onUnsignalledEnd.accept(taskName);
            }
        } catch (InterruptedException | CancellationException e) {
            // stopped
        } catch (RuntimeException | Error e) {
            onFailure.accept("the messages of task " + taskName + " cannot be sent, " + FailureLine.of(e));
        } finally {
            sent.countDown();
        }
    }
}
