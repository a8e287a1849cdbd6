package org.gotask.mesos.libprocess;

import com.google.protobuf.Message;
import java.io.IOException;

/**
 * One participant of a libprocess network: a listening port, any number of named processes behind it, and the
 * connections to its peers. Thread-safe.
 */
public interface Messenger extends AutoCloseable {

    /**
     * Binds the port and begins to accept connections. Processes may be spawned before or after.
     *
     * @throws IOException if the port cannot be bound; the message names address and port
     * @throws IllegalStateException if it was started before
     */
    void start() throws IOException;

    /**
     * The published address of the process with this id, whether or not it is spawned.
     *
     * @throws IllegalStateException before {@link #start}
     */
    Upid upid(String processId);

    /**
     * Starts the delivery of messages to a process.
     *
     * @throws IllegalArgumentException if there is a process with this id
     */
    void spawn(String processId, MessageHandler handler);

    /** Ends a process: later messages for it are answered with 404. Does nothing if there is none. */
    void terminate(String processId);

    /**
     * Serves plain HTTP requests, which are not libprocess messages, with the path {@code path} or a path that starts
     * with {@code path} and a slash. The longest path wins. The handler gets GET and HEAD requests; other methods are
     * answered with 405.
     *
     * @throws IllegalArgumentException if the path is taken
     */
    void serve(String path, HttpHandler handler);

    /**
     * Adds the address of a process to the known peers, as sending to it does, so that strangers cannot displace its
     * messages.
     */
    default void expect(Upid peer) {}

    /**
     * Queues a message. Messages from this messenger to one address arrive in the order sent, as long as the connection
     * lives; delivery is not confirmed. Waits while the queue to that address is full.
     *
     * @throws InterruptedException if the thread is interrupted while waiting; the message was not queued
     * @throws IllegalStateException before {@link #start}
     * @throws MessageNotSentException if the messenger is closed, or the message is larger than a peer accepts
     */
    void send(Upid from, Upid to, Message message) throws InterruptedException;

    /**
     * Queues a message without waiting, for a thread that must not wait. Otherwise like {@link #send}; messages of both
     * methods arrive in the order of the calls. The queue has no limit here: callers whose messages could become many
     * limit those that are not accepted yet, for example with a {@link SendQuota}.
     *
     * <p>A fault while the message is encoded or queued is logged and costs this message only, which then counts as
     * accepted.
     *
     * @param accepted runs once, as soon as the queue to that address was not full before this message, or was dropped;
     *     in this call or on a thread of the messenger. Must neither wait nor throw
     * @throws IllegalStateException before {@link #start}
     * @throws MessageNotSentException if the messenger is closed, or the message is larger than a peer accepts;
     *     {@code accepted} does not run
     */
    void post(Upid from, Upid to, Message message, Runnable accepted);

    /**
     * Keeps a connection to the address of {@code to} open and watches it. When it cannot be opened or breaks,
     * {@code exited} runs once, on a thread of the messenger, and the link is gone.
     *
     * <p>Does not block. Has no effect on a closed messenger.
     *
     * @return the link; closing it ends the link without a call to {@code exited}
     * @throws IllegalStateException before {@link #start}
     */
    Link link(Upid to, Runnable exited);

    /**
     * Closes the port, for a process that is about to end: strangers can no longer keep it busy. Existing connections
     * stay, and messages can still be sent. Does not block.
     *
     * @throws IllegalStateException before {@link #start}
     */
    default void stopAccepting() {}

    /** Waits for a short, bounded time until queued messages are written, then closes all connections and the port. */
    @Override
    void close();

    /** A watched connection. */
    interface Link extends AutoCloseable {
        /** Ends the link. */
        @Override
        void close();
    }
}
