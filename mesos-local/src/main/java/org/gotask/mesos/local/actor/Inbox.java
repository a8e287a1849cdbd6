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
 * Reads what arrives for one process and hands it to the thread that owns the state. Unknown messages, garbled ones and
 * those without a sender cost a line in the log and nothing else. The thread of a connection waits while many messages
 * wait for the owner. Filled before it is spawned, then immutable.
 */
public final class Inbox implements MessageHandler {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);
    private static final RateLimitedLogger foreign = new RateLimitedLogger(Inbox.class.getName());

    private final String owner;
    private final EventLoop loop;
    private final Map<String, Route<?>> routes = new HashMap<>();

    /**
     * An inbox without handlers.
     *
     * @param owner whose inbox it is, for the log
     * @param loop runs the handlers
     */
    public Inbox(String owner, EventLoop loop) {
        this.owner = owner;
        this.loop = loop;
    }

    /** Lets the owner's thread handle messages of this type. */
    public <M extends Message> Inbox on(M prototype, BiConsumer<Upid, M> handler) {
        return put(
                prototype,
                letter -> loop.message(
                        letter.bytes(),
                        () -> letter.read().map(message -> () -> handler.accept(letter.from(), message))));
    }

    /** Handles messages of this type at once, on the thread of their connection, which waits. */
    public <M extends Message> Inbox onConnection(M prototype, BiConsumer<Upid, M> handler) {
        return put(prototype, letter -> letter.read().ifPresent(message -> handler.accept(letter.from(), message)));
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
            route.delivery.deliver(new Letter<>(route.prototype, body, owner, name, from));
        } catch (InterruptedException e) {
            log.debug("message dropped: to={}, name={}, the process ends", owner, name);
            Thread.currentThread().interrupt();
        }
    }

    private <M extends Message> Inbox put(M prototype, Delivery<M> delivery) {
        routes.put(prototype.getDescriptorForType().getFullName(), new Route<>(prototype, delivery));
        return this;
    }

    /** Takes a message to where it is handled. */
    @FunctionalInterface
    private interface Delivery<M extends Message> {
        void deliver(Letter<M> letter) throws InterruptedException;
    }

    private record Route<M extends Message>(M prototype, Delivery<M> delivery) {}

    /** A message that has not been read yet: it takes much more memory afterwards. */
    private record Letter<M extends Message>(M prototype, ByteString body, String owner, String name, Upid from) {

        long bytes() {
            return MessageBody.parsedBytes(prototype, body);
        }

        /** Empty, and a line in the log, if it is no such message. */
        Optional<M> read() {
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
