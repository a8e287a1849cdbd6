package org.gotask.mesos.local.actor;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.gotask.mesos.libprocess.MessageBody;
import org.gotask.mesos.libprocess.MessageHandler;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.text.ForeignText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parses the messages to one process and passes them to the thread that owns its state. Messages of unknown type,
 * malformed messages and messages without a sender are logged and ignored. The thread of a connection waits while too
 * many messages are queued. Immutable after the process is spawned.
 */
public final class Inbox implements MessageHandler {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);
    private static final RateLimitedLogger foreign = new RateLimitedLogger(Inbox.class.getName());

    private final String owner;
    private final ActorThread thread;
    private final Map<String, Route<?>> routes = new HashMap<>();

    /**
     * An inbox without handlers.
     *
     * @param owner the owner of the inbox, for the log
     * @param thread runs the handlers
     */
    public Inbox(String owner, ActorThread thread) {
        this.owner = owner;
        this.thread = thread;
    }

    /** Handles messages of this type on the owner's thread. */
    public <M extends Message> Inbox on(M prototype, BiConsumer<Upid, M> handler) {
        return put(
                prototype,
                envelope -> thread.message(
                        envelope.parsedBytes(),
                        () -> envelope.parse().map(message -> () -> handler.accept(envelope.from(), message))));
    }

    /** Handles messages of this type on the thread of their connection, which waits for the handler. */
    public <M extends Message> Inbox onConnection(M prototype, BiConsumer<Upid, M> handler) {
        return put(
                prototype, envelope -> envelope.parse().ifPresent(message -> handler.accept(envelope.from(), message)));
    }

    @Override
    public void message(Optional<Upid> from, String name, ByteString body) {
        Route<?> route = routes.get(name);
        if (route == null) {
            log.debug("message ignored: to={}, name={}, its type is unknown here", owner, ForeignText.line(name));
        } else if (from.isEmpty()) {
            foreign.warn("sender", "message ignored: to=" + owner + ", name=" + name + ", it names no sender");
        } else {
            deliver(route, from.get(), name, body);
        }
    }

    private <M extends Message> void deliver(Route<M> route, Upid from, String name, ByteString body) {
        try {
            route.delivery.deliver(new Envelope<>(route.prototype, body, owner, name, from));
        } catch (InterruptedException e) {
            log.debug("message dropped: to={}, name={}, the process ends", owner, name);
            Thread.currentThread().interrupt();
        }
    }

    private <M extends Message> Inbox put(M prototype, Delivery<M> delivery) {
        routes.put(prototype.getDescriptorForType().getFullName(), new Route<>(prototype, delivery));
        return this;
    }

    /** Passes a message to its handler. */
    @FunctionalInterface
    private interface Delivery<M extends Message> {
        void deliver(Envelope<M> envelope) throws InterruptedException;
    }

    private record Route<M extends Message>(M prototype, Delivery<M> delivery) {}

    /** A message that is not parsed yet; parsed, it takes much more memory. */
    private record Envelope<M extends Message>(M prototype, ByteString body, String owner, String name, Upid from) {

        long parsedBytes() {
            return MessageBody.parsedBytes(prototype, body);
        }

        /** Parses the message; empty, with a line in the log, if it is malformed. */
        Optional<M> parse() {
            try {
                return Optional.of(MessageBody.parse(prototype, body));
            } catch (InvalidProtocolBufferException e) {
                foreign.warn(
                        "garbled",
                        "message ignored: to=" + owner + ", name=" + name + ", from=" + from + ", it cannot be read: "
                                + e.getMessage());
                return Optional.empty();
            }
        }
    }
}
