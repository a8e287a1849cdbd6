package org.gotask.mesos.runtime;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.gotask.mesos.libprocess.Upid;

/**
 * The effects of a driver's state machine: messages, links, timers, callbacks. State machines act only through this
 * interface, so that they can be tested without threads and sockets. Called on the event loop; no method blocks.
 *
 * @param <U> the type that implements the callbacks, a scheduler or an executor
 * @param <D> the driver that is passed to callbacks
 */
public interface DriverEffects<U, D> {

    /** The driver's own address. */
    Upid self();

    /** Sends a message; a refusal is logged. */
    void send(Upid to, Message message);

    /** Sends a message; {@code refused} runs on the event loop if the messenger refuses it. */
    void send(Upid to, Message message, Runnable refused);

    /**
     * Spawns another process of the driver.
     *
     * @param processId an id that was never used before
     * @param install registers its message handlers
     */
    SideProcess spawn(String processId, Consumer<MessageHandlers> install);

    /** Adds an address to the known peers. */
    void expect(Upid peer);

    /**
     * Links to this address, and drops the previous link; {@code broken} runs on the event loop when the link breaks.
     */
    void link(Upid to, Runnable broken);

    /** Drops the link, if there is one; its {@code broken} no longer runs. */
    void unlink();

    /** Runs a task on the event loop after a delay. */
    Timer after(Duration delay, Runnable task);

    /** Queues a callback. */
    void callback(String name, BiConsumer<U, D> call);

    /**
     * Queues a callback; when it has returned, {@code returned} runs on the event loop if the driver is still running.
     */
    void callback(String name, BiConsumer<U, D> call, Runnable returned);

    /** Aborts the driver, with an error callback as the last one. */
    void fail(String message);

    /** Logs an error of a peer, at most one line a minute of each kind. */
    void ignored(String kind, String line);

    /** An additional process of the driver. */
    interface SideProcess extends AutoCloseable {

        /** Sends a message from this process; a refusal is logged. */
        void send(Upid to, Message message);

        /** Ends the process: it receives no further messages, and queued events are dropped. */
        @Override
        void close();
    }
}
