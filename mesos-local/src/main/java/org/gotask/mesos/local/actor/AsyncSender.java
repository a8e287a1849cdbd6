package org.gotask.mesos.local.actor;

import com.google.protobuf.Message;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.mesos.libprocess.MessageNotSentException;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.SendQuota;
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
 * @see Messenger#post
 */
public final class AsyncSender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AsyncSender.class);

    /** The maximum number of answers to unknown peers that the messenger has not accepted. */
    private static final int MAX_ANSWERS = 1000;

    private final Messenger messenger;
    private final SendQuota quota = new SendQuota();
    private final AtomicInteger answers = new AtomicInteger();

    /** Sends with this messenger, which the caller closes after the sender. */
    public AsyncSender(Messenger messenger) {
        this.messenger = messenger;
    }

    /** Queues a message and returns immediately. The message is dropped if the messenger is closed. */
    public void post(Upid from, Upid to, Message message) {
        send(from, to, message, () -> {});
    }

    /**
     * Queues a message to a peer that may be unknown, and returns immediately. The message is dropped if the messenger
     * is closed, or too many such messages are queued.
     */
    public void answer(Upid from, Upid to, Message message) {
        if (answers.incrementAndGet() > MAX_ANSWERS) {
            answers.decrementAndGet();
            log.debug("answer dropped, too many are queued: to={}", to);
            return;
        }
        send(from, to, message, answers::decrementAndGet);
    }

    /**
     * Queues a forwarded message; waits while too many bytes are queued for the same address.
     *
     * @throws InterruptedException if the thread is interrupted while waiting; the message was not queued
     */
    public void relay(Upid from, Upid to, Message message) throws InterruptedException {
        SendQuota.Reservation reservation =
                quota.reserve(new Destination(to.host(), to.port()), message.getSerializedSize());
        send(from, to, message, reservation::close);
    }

    /** Ends all waits. The messenger, which is closed next, writes the queued messages. */
    @Override
    public void close() {
        quota.close();
    }

    /** @param onDone runs once when the messenger has accepted or refused the message */
    private void send(Upid from, Upid to, Message message, Runnable onDone) {
        try {
            messenger.post(from, to, message, onDone);
        } catch (MessageNotSentException e) {
            onDone.run();
            log.debug("message not sent: {}", e.getMessage());
        }
    }

    private record Destination(String host, int port) {}
}
