package org.gotask.mesos.runtime;

import com.google.protobuf.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gotask.mesos.libprocess.MessageNotSentException;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.PeerQueues;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.runtime.DriverEffects.SideProcess;
import org.jspecify.annotations.Nullable;

/**
 * The transport of a driver: messenger, peer queues and link. Opened and closed once. Sending and linking are confined
 * to the event loop; all other methods are thread-safe.
 */
public final class DriverTransport {

    private static final PeerQueues.Reservation NOTHING_RESERVED = () -> {};

    private final String processId;
    private final EventLoop loop;
    private final RateLimitedLogger peersLog;

    private volatile @Nullable Messenger messenger;
    private volatile @Nullable PeerQueues queues;
    private volatile @Nullable Upid self;

    // confined to the event loop
    /** The quota for the next message. */
    private PeerQueues.Reservation reserved = NOTHING_RESERVED;

    private Messenger.@Nullable Link link;
    private int linkNumber;

    /** Opens nothing. */
    public DriverTransport(String processId, EventLoop loop, RateLimitedLogger peersLog) {
        this.processId = processId;
        this.loop = loop;
        this.peersLog = peersLog;
    }

    /**
     * Starts the messenger and receives messages. {@link #close} closes it, even if this has thrown.
     *
     * @throws IOException if the messenger cannot be started
     */
    public void open(Messenger opened, MessageDispatcher dispatcher) throws IOException {
        messenger = opened;
        opened.start();
        self = opened.upid(processId);
        queues = new PeerQueues(opened);
        opened.spawn(processId, dispatcher);
    }

    public Upid self() {
        return Objects.requireNonNull(self, "not started");
    }

    /**
     * Runs an event that sends a message on the loop; waits for quota of the destination and capacity of the loop. Does
     * nothing unless the transport is open.
     *
     * @param bytes the approximate size of the message
     * @throws InterruptedException if the thread is interrupted while waiting; the event does not run
     */
    public void executeBounded(Object destination, int bytes, Runnable event) throws InterruptedException {
        PeerQueues sending = queues;
        if (sending == null) {
            return;
        }
        PeerQueues.Reservation reservation = sending.reserve(destination, bytes);
        try {
            loop.executeBounded(() -> {
                reserved = reservation;
                try {
                    event.run();
                } finally {
                    // not passed on with a message
                    reserved.close();
                    reserved = NOTHING_RESERVED;
                }
            });
        } catch (InterruptedException e) {
            reservation.close();
            throw e;
        }
    }

    /** Sends a message; {@code refused} runs on the event loop if the messenger refuses it. */
    public void send(Upid to, Message message, Runnable refused) {
        PeerQueues sending = queues;
        if (sending != null) {
            PeerQueues.Reservation reservation = reserved;
            reserved = NOTHING_RESERVED;
            sending.send(reservation, self(), to, message, reason -> {
                notSent(to, reason);
                loop.execute(refused);
            });
        }
    }

    /** See {@link DriverEffects#spawn}. */
    public SideProcess spawn(String furtherId, Consumer<MessageHandlers> install) {
        Messenger opened = Objects.requireNonNull(messenger, "not started");
        PeerQueues sending = Objects.requireNonNull(queues, "not started");
        Upid address = opened.upid(furtherId);
        AtomicBoolean closed = new AtomicBoolean();
        MessageDispatcher dispatcher = new MessageDispatcher(
                event -> loop.executeBounded(() -> {
                    if (!closed.get()) {
                        event.run();
                    }
                }),
                peersLog);
        install.accept(dispatcher);
        opened.spawn(furtherId, dispatcher);
        return new SideProcess() {
            @Override
            public void send(Upid to, Message message) {
                sending.send(address, to, message, reason -> notSent(to, reason));
            }

            @Override
            public void close() {
                closed.set(true);
                opened.terminate(furtherId);
            }
        };
    }

    private void notSent(Upid to, MessageNotSentException reason) {
        // rate-limited: a blocked peer leaves thousands of unsent messages behind
        peersLog.warn("not sent", "driver could not send: to=" + to + ", reason=" + reason.getMessage());
    }

    /** See {@link DriverEffects#expect}. */
    public void expect(Upid peer) {
        Messenger opened = messenger;
        if (opened != null) {
            opened.expect(peer);
        }
    }

    /** See {@link DriverEffects#link}. */
    public void link(Upid to, Runnable broken) {
        unlink();
        Messenger linking = messenger;
        if (linking != null) {
            int number = ++linkNumber;
            link = linking.link(
                    to,
                    () -> loop.execute(() -> {
                        if (number == linkNumber) {
                            link = null;
                            broken.run();
                        }
                    }));
        }
    }

    /** See {@link DriverEffects#unlink}. */
    public void unlink() {
        linkNumber++;
        if (link != null) {
            link.close();
            link = null;
        }
    }

    /** Closes the port; connected peers stay. Does nothing unless the transport is open. */
    public void stopAccepting() {
        Messenger opened = messenger;
        if (opened != null && self != null) {
            opened.stopAccepting();
        }
    }

    /** Waits until the messenger has accepted all messages, at most this time, even if the thread is interrupted. */
    public void flush(Duration limit) {
        PeerQueues sending = queues;
        if (sending != null) {
            Uninterruptibly.run(() -> sending.awaitEmpty(limit));
        }
    }

    /** Flushes, drops the remaining messages, and closes the messenger. */
    public void close(Duration limit) {
        flush(limit);
        PeerQueues sending = queues;
        if (sending != null) {
            sending.close();
        }
        Messenger closing = messenger;
        if (closing != null) {
            closing.terminate(processId);
            closing.close();
        }
    }
}
