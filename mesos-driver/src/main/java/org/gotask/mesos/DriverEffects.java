package org.gotask.mesos;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.gotask.mesos.libprocess.Upid;

/**
 * What a driver's state machine does to the world: everything it causes goes through here, so that it can be tested
 * without threads and sockets. Called on the event loop; nothing here blocks.
 *
 * @param <U> who is called back, a scheduler or an executor
 * @param <D> the driver that the callbacks are given
 */
interface DriverEffects<U, D> {

    /** The driver's own address. */
    Upid self();

    /** Sends a message; a refusal is logged. */
    void send(Upid to, Message message);

    /** Sends a message; {@code refused} runs on the event loop if the messenger refuses it. */
    void send(Upid to, Message message, Runnable refused);

    /**
     * Lets a further process of the driver receive messages.
     *
     * @param processId must never have been used before
     * @param install says which messages the process wants
     */
    SideProcess spawn(String processId, Consumer<MessageHandlers> install);

    /** Counts an address among those that messages are awaited from. */
    void expect(Upid peer);

    /** Replaces the link, if there is one, by one to this address; {@code broken} runs on the event loop when it breaks. */
    void link(Upid to, Runnable broken);

    /** Drops the link, if there is one; its {@code broken} does not run any more. */
    void unlink();

    /** Runs a task on the event loop after a delay. */
    Timer after(Duration delay, Runnable task);

    /** Queues a callback. */
    void callback(String name, BiConsumer<U, D> call);

    /** Queues a callback; {@code returned} runs on the event loop when it has returned and the driver still runs. */
    void callback(String name, BiConsumer<U, D> call, Runnable returned);

    /** Aborts the driver and tells the user why: the last callback. */
    void fail(String message);

    /** Notes something that a peer did wrong; of each kind one line a minute is logged. */
    void ignored(String kind, String line);

    /** A process besides the driver's own. */
    interface SideProcess extends AutoCloseable {

        /** Sends a message that is from this process; a refusal is logged. */
        void send(Upid to, Message message);

        /** Ends the process: nothing is received any more, and what is still on its way is dropped. */
        @Override
        void close();
    }
}
