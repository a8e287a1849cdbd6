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
 * Sends messages through a messenger without ever holding up the thread that owns a state machine. Messages to one
 * address arrive in the order given, whichever method took them.
 *
 * <p>{@link #post} is for what the state machine itself says; how much that is, is bounded by the tasks and offers
 * there are. {@link #relay} is for the bytes of others, which are not: it waits while too many of them are queued, and
 * so slows their sender down. {@link #answer} is for strangers, who must not be able to pile up answers by not reading
 * them. Thread-safe.
 *
 * @see PeerQueues
 */
public final class Courier implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    /** So many answers to strangers may be on their way. */
    private static final int MAX_ANSWERS = 1000;

    private final PeerQueues lanes;
    private final AtomicInteger answers = new AtomicInteger();

    /** Sends by this messenger, which the caller closes after the courier. */
    public Courier(Messenger messenger) {
        this.lanes = new PeerQueues(messenger);
    }

    /** Queues a message; never waits. Dropped when closed. */
    public void post(Upid from, Upid to, Message message) {
        lanes.send(from, to, message, Courier::notSent);
    }

    /**
     * Queues a message for somebody who may be a stranger; never waits. Dropped when closed, and while many such
     * messages are on their way.
     */
    public void answer(Upid from, Upid to, Message message) {
        if (answers.incrementAndGet() > MAX_ANSWERS) {
            answers.decrementAndGet();
            log.debug("answer dropped, too many are on their way: to={}", to);
            return;
        }
        var over = new AtomicBoolean();
        lanes.send(
                () -> {
                    if (over.compareAndSet(false, true)) {
                        answers.decrementAndGet();
                    }
                },
                from,
                to,
                message,
                Courier::notSent);
    }

    /**
     * Queues a message that is passed on for somebody else, waiting while much is on its way to the same address.
     *
     * @throws InterruptedException if the thread is interrupted while waiting; the message was not queued
     */
    public void relay(Upid from, Upid to, Message message) throws InterruptedException {
        PeerQueues.Reservation room = lanes.reserve(new Destination(to.host(), to.port()), message.getSerializedSize());
        lanes.send(room, from, to, message, Courier::notSent);
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
