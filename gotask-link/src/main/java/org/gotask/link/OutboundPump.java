package org.gotask.link;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gotask.TaskMsg;
import org.gotask.channel.ReceiveChannel;

/** Sends what one task's outbound channel holds, message by message, on a virtual thread of its own. */
final class OutboundPump {

    private final String taskName;
    private final ReceiveChannel<TaskMsg> outbound;
    private final DatagramPort port;
    private final Consumer<String> onEndUntold;
    private final Consumer<String> onFailure;
    private final CountDownLatch sent = new CountDownLatch(1);
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile Dialect peer = Dialect.MESOSGOT;
    private final Thread thread;

    /**
     * @param onEndUntold gets the task's name when all is sent to a peer that cannot be told so
     * @param onFailure gets the reason when the port takes no more
     */
    OutboundPump(
            String taskName,
            ReceiveChannel<TaskMsg> outbound,
            DatagramPort port,
            Consumer<String> onEndUntold,
            Consumer<String> onFailure) {
        this.taskName = taskName;
        this.outbound = outbound;
        this.port = port;
        this.onEndUntold = onEndUntold;
        this.onFailure = onFailure;
        this.thread = Thread.ofVirtual().name("link-out-" + taskName).unstarted(this::run);
    }

    void start(Dialect dialect) {
        if (started.compareAndSet(false, true)) {
            peer = dialect;
            thread.start();
        }
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
            for (TaskMsg message : outbound) {
                port.send(PlainCodec.encode(message));
                messages++;
            }
            if (peer == Dialect.PLAIN) {
                port.send(PlainCodec.encodeEnd(taskName, messages));
            } else {
                onEndUntold.accept(taskName);
            }
        } catch (InterruptedException | CancellationException e) {
            // stop() was called: the task is gone, and what is left in its channel with it
        } catch (RuntimeException e) {
            onFailure.accept("what task " + taskName + " sends cannot be sent, " + e.getMessage());
        } finally {
            sent.countDown();
        }
    }
}
