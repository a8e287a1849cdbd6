package org.gotask.mesos.runtime;

import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gotask.mesos.libprocess.MessageNotSentException;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.SendQuota;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.runtime.DriverEffects.SideProcess;
import org.jspecify.annotations.Nullable;

/**
 * The transport of a driver: messenger, send quota and link. Opened and closed once. Sending and linking are confined
 * to the event loop; all other methods are thread-safe.
 */
public final class DriverTransport {

    private static final SendQuota.Reservation NOTHING_RESERVED = () -> {};

    private final String processId;
    private final EventLoop loop;
    private final RateLimitedLogger peersLog;
    private final SendQuota quota = new SendQuota();

    private volatile @Nullable Messenger messenger;
    private volatile @Nullable Upid self;

    // confined to the event loop
    /** The quota for the next message. */
    private SendQuota.Reservation reserved = NOTHING_RESERVED;

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
        if (self == null) {
            return;
        }
        SendQuota.Reservation reservation = quota.reserve(destination, bytes);
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
        Messenger sending = messenger;
        Upid from = self;
        if (sending != null && from != null) {
            SendQuota.Reservation reservation = reserved;
            reserved = NOTHING_RESERVED;
            if (!post(sending, from, to, message, reservation)) {
                // not in this call, in which the state machine is in the middle of an event
                loop.execute(refused);
            }
        }
    }

    /** Passes a message to the messenger; false, with a line in the log, if the messenger refuses it. */
    private boolean post(Messenger sending, Upid from, Upid to, Message message, SendQuota.Reservation reservation) {
        try {
            sending.post(from, to, message, reservation::close);
            return true;
        } catch (MessageNotSentException reason) {
            reservation.close();
            // rate-limited: a driver that has ended may have thousands of messages left
            peersLog.warn("not sent", "driver could not send: to=" + to + ", reason=" + reason.getMessage());
            return false;
        }
    }

    /** See {@link DriverEffects#spawn}. */
    public SideProcess spawn(String furtherId, Consumer<MessageHandlers> install) {
        Messenger opened = Objects.requireNonNull(messenger, "not started");
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
                post(opened, address, to, message, NOTHING_RESERVED);
            }

            @Override
            public void close() {
                closed.set(true);
                opened.terminate(furtherId);
            }
        };
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

    /** Ends all waits for quota, and closes the messenger, which waits a short time until its messages are written. */
    public void close() {
        quota.close();
        Messenger closing = messenger;
        if (closing != null) {
            closing.terminate(processId);
            closing.close();
        }
    }
}
