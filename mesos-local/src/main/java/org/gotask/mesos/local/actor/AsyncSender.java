package org.gotask.mesos.local.actor;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.mesos.libprocess.MessageNotSentException;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.PeerQueues;
import org.gotask.mesos.libprocess.Upid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages through a messenger without blocking the thread that owns a state machine. Messages to one address
 * arrive in the order of the calls, whichever methods were used.
 *
 * <p>{@link #post} is for messages of the state machine itself, whose number is bounded by the tasks and offers. {@link
 * #relay} is for forwarded messages, whose number is not: it waits while too many bytes are queued, and so slows their
 * sender down. {@link #answer} is for unknown peers, which must not be able to exhaust the memory by not reading the
 * answers. Thread-safe.
 *
 * @see PeerQueues
 */
public final class AsyncSender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AsyncSender.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    /** The maximum number of queued answers to unknown peers. */
    private static final int MAX_ANSWERS = 1000;

    private final PeerQueues lanes;
    private final AtomicInteger answers = new AtomicInteger();

    /** Sends with this messenger, which the caller closes after the sender. */
    public AsyncSender(Messenger messenger) {
        this.lanes = new PeerQueues(messenger);
    }

    /** Queues a message and returns immediately. The message is dropped if the sender is closed. */
    public void post(Upid from, Upid to, Message message) {
        lanes.send(from, to, message, AsyncSender::notSent);
    }

    /**
     * Queues a message to a peer that may be unknown, and returns immediately. The message is dropped if the sender is
     * closed or has too many such messages.
     */
    public void answer(Upid from, Upid to, Message message) {
        if (answers.incrementAndGet() > MAX_ANSWERS) {
            answers.decrementAndGet();
            log.debug("answer dropped, too many are queued: to={}", to);
            return;
        }
        var done = new AtomicBoolean();
        lanes.send(
                () -> {
                    if (done.compareAndSet(false, true)) {
                        answers.decrementAndGet();
                    }
                },
                from,
                to,
                message,
                AsyncSender::notSent);
    }

    /**
     * Queues a forwarded message; waits while too many bytes are queued for the same address.
     *
     * @throws InterruptedException if the thread is interrupted while waiting; the message was not queued
     */
    public void relay(Upid from, Upid to, Message message) throws InterruptedException {
        PeerQueues.Reservation reservation =
                lanes.reserve(new Destination(to.host(), to.port()), message.getSerializedSize());
        lanes.send(reservation, from, to, message, AsyncSender::notSent);
    }

    /** Waits a short time for the queues to empty, then drops the rest. */
    @Override
    public void close() {
        try {
            lanes.awaitEmpty(CLOSE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lanes.close();
    }

    private static void notSent(MessageNotSentException reason) {
        log.debug("message not sent: {}", reason.getMessage());
    }

    private record Destination(String host, int port) {}
}
