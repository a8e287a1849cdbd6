package org.gotask.mesos;

import com.google.protobuf.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gotask.mesos.DriverEffects.SideProcess;
import org.gotask.mesos.libprocess.LimitedLog;
import org.gotask.mesos.libprocess.MessageNotSentException;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.SendLanes;
import org.gotask.mesos.libprocess.Upid;
import org.jspecify.annotations.Nullable;

/**
 * How a driver reaches its peers and is reached: messenger, send lanes, and the one link. Opened and closed once. What
 * sends and links is confined to the event loop; the rest is thread-safe.
 */
final class DriverTransport {

    private static final SendLanes.Reservation NOTHING_RESERVED = () -> {};

    private final String processId;
    private final EventLoop loop;
    private final LimitedLog peersLog;

    private volatile @Nullable Messenger messenger;
    private volatile @Nullable SendLanes lanes;
    private volatile @Nullable Upid self;

    // confined to the event loop
    /** Room for the next message sent. */
    private SendLanes.Reservation reserved = NOTHING_RESERVED;

    private Messenger.@Nullable Link link;
    private int linkNumber;

    /** Opens nothing. */
    DriverTransport(String processId, EventLoop loop, LimitedLog peersLog) {
        this.processId = processId;
        this.loop = loop;
        this.peersLog = peersLog;
    }

    /**
     * Starts the messenger and receives from now on. {@link #close} closes it, also when this has thrown.
     *
     * @throws IOException if the messenger cannot be started
     */
    void open(Messenger opened, MessageDispatcher dispatcher) throws IOException {
        messenger = opened;
        opened.start();
        self = opened.upid(processId);
        lanes = new SendLanes(opened);
        opened.spawn(processId, dispatcher);
    }

    Upid self() {
        return Objects.requireNonNull(self, "not started");
    }

    /**
     * Lets the loop run an event that sends a message, once there is room for that at its destination and on the loop.
     * Does nothing while it is not open: there is nobody to send to.
     *
     * @param bytes about the size of the message
     * @throws InterruptedException if the thread is interrupted while waiting; the event does not run
     */
    void executeWhenRoom(Object destination, int bytes, Runnable event) throws InterruptedException {
        SendLanes sending = lanes;
        if (sending == null) {
            return;
        }
        SendLanes.Reservation room = sending.reserve(destination, bytes);
        try {
            loop.executeWhenRoom(() -> {
                reserved = room;
                try {
                    event.run();
                } finally {
                    // what was not handed on with a message
                    reserved.close();
                    reserved = NOTHING_RESERVED;
                }
            });
        } catch (InterruptedException e) {
            room.close();
            throw e;
        }
    }

    /** Sends a message; {@code refused} runs on the event loop if the messenger refuses it. */
    void send(Upid to, Message message, Runnable refused) {
        SendLanes sending = lanes;
        if (sending != null) {
            SendLanes.Reservation room = reserved;
            reserved = NOTHING_RESERVED;
            sending.send(room, self(), to, message, reason -> {
                notSent(to, reason);
                loop.execute(refused);
            });
        }
    }

    /** See {@link DriverEffects#spawn}. */
    SideProcess spawn(String furtherId, Consumer<MessageHandlers> install) {
        Messenger opened = Objects.requireNonNull(messenger, "not started");
        SendLanes sending = Objects.requireNonNull(lanes, "not started");
        Upid address = opened.upid(furtherId);
        AtomicBoolean closed = new AtomicBoolean();
        MessageDispatcher dispatcher = new MessageDispatcher(
                event -> loop.executeWhenRoom(() -> {
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
        // one of them may be told of, but a stuck peer leaves thousands behind
        peersLog.warn("not sent", "driver could not send: to=" + to + ", reason=" + reason.getMessage());
    }

    /** See {@link DriverEffects#expect}. */
    void expect(Upid peer) {
        Messenger opened = messenger;
        if (opened != null) {
            opened.expect(peer);
        }
    }

    /** See {@link DriverEffects#link}. */
    void link(Upid to, Runnable broken) {
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
    void unlink() {
        linkNumber++;
        if (link != null) {
            link.close();
            link = null;
        }
    }

    /** Waits until what was sent is handed over, but no longer than this, also if the thread is interrupted. */
    void flush(Duration limit) {
        SendLanes sending = lanes;
        if (sending != null) {
            Uninterruptibly.run(() -> sending.awaitEmpty(limit));
        }
    }

    /** Flushes, drops what is left, and closes the messenger. */
    void close(Duration limit) {
        flush(limit);
        SendLanes sending = lanes;
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
