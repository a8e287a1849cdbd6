package org.gotask.mesos.local;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.gotask.mesos.libprocess.LimitedLog;
import org.gotask.mesos.libprocess.MessageBody;
import org.gotask.mesos.libprocess.MessageHandler;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.text.ForeignText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what arrives for one process and hands it to the thread that owns the state. Unknown messages, garbled ones and
 * those without a sender cost a line in the log and nothing else. The thread of a connection waits while many messages wait for
 * the owner. Filled before it is spawned, then immutable.
 */
final class Inbox implements MessageHandler {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);
    private static final LimitedLog foreign = new LimitedLog(Inbox.class.getName());

    private final String owner;
    private final EventLoop loop;
    private final Map<String, Route<?>> routes = new HashMap<>();

    Inbox(String owner, EventLoop loop) {
        this.owner = owner;
        this.loop = loop;
    }

    /** Lets the owner's thread handle messages of this type. */
    <M extends Message> Inbox on(M prototype, BiConsumer<Upid, M> handler) {
        return put(prototype, (from, message, bytes) -> loop.message(bytes, () -> handler.accept(from, message)));
    }

    /** Handles messages of this type at once, on the thread of their connection, which waits. */
    <M extends Message> Inbox onConnection(M prototype, BiConsumer<Upid, M> handler) {
        return put(prototype, (from, message, bytes) -> handler.accept(from, message));
    }

    @Override
    public void message(Optional<Upid> from, String name, ByteString body) {
        Route<?> route = routes.get(name);
        if (route == null) {
            log.debug("message ignored: to={}, name={}, its type is unknown here", owner, ForeignText.line(name));
        } else if (from.isEmpty()) {
            foreign.warn("sender", "message ignored: to=" + owner + ", name=" + name + ", it names no sender");
        } else {
            route.handle(from.get(), name, body);
        }
    }

    private <M extends Message> Inbox put(M prototype, Delivery<M> handler) {
        routes.put(prototype.getDescriptorForType().getFullName(), new Route<>(prototype, handler, owner));
        return this;
    }

    /** Takes a message to where it is handled. */
    @FunctionalInterface
    private interface Delivery<M> {
        void deliver(Upid from, M message, int bytes) throws InterruptedException;
    }

    private record Route<M extends Message>(M prototype, Delivery<M> delivery, String owner) {

        void handle(Upid from, String name, ByteString body) {
            M message;
            try {
                message = MessageBody.parse(prototype, body);
            } catch (InvalidProtocolBufferException e) {
                foreign.warn(
                        "garbled",
                        "message ignored: to=" + owner + ", name=" + name + ", from=" + from + ", it cannot be read: "
                                + e.getMessage());
                return;
            }
            try {
                delivery.deliver(from, message, body.size());
            } catch (InterruptedException e) {
                log.debug("message dropped: to={}, name={}, the process ends", owner, name);
                Thread.currentThread().interrupt();
            }
        }
    }
}
