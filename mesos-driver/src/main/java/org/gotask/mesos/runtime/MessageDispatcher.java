package org.gotask.mesos.runtime;

import com.google.protobuf.ByteString;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.gotask.mesos.libprocess.MessageBody;
import org.gotask.mesos.libprocess.MessageHandler;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.log.RateLimitedLogger;

/**
 * Parses incoming messages on the threads of connections and passes them to the event loop. Messages that are malformed
 * or from an unexpected sender are dropped, with a rate-limited log line. The connection waits while the loop or the
 * callbacks are far behind. All handlers are registered before the first message; thread-safe from then on.
 */
public final class MessageDispatcher implements MessageHandler, MessageHandlers {

    private static final ExpectedSender ANYBODY = new ExpectedSender("anybody", from -> true);

    private final Map<String, Handler<?>> handlers = new HashMap<>();
    private final Loop loop;
    private final RateLimitedLogger log;

    /** {@code loop} queues the events, and blocks the connection while the driver is far behind. */
    public MessageDispatcher(Loop loop, RateLimitedLogger log) {
        this.loop = loop;
        this.log = log;
    }

    @Override
    public <M extends Message> void on(M prototype, ExpectedSender sender, BiConsumer<Optional<Upid>, M> handler) {
        put(prototype, new Handler<>(prototype, prototype.getParserForType(), sender, handler));
    }

    @Override
    public <M extends Message> void onFromAnybody(M prototype, BiConsumer<Optional<Upid>, M> handler) {
        @SuppressWarnings("unchecked") // a parser of Ms makes Ms
        Parser<M> parser = (Parser<M>) DiscardUnknownFieldsParser.wrap(prototype.getParserForType());
        put(prototype, new Handler<>(prototype, parser, ANYBODY, handler));
    }

    private void put(Message prototype, Handler<?> handler) {
        handlers.put(prototype.getDescriptorForType().getFullName(), handler);
    }

    @Override
    public void message(Optional<Upid> from, String name, ByteString body) {
        Handler<?> handler = handlers.get(name);
        if (handler == null) {
            log.warn(
                    "unknown", "message ignored, drivers do not handle its type: name=" + name + ", from=" + who(from));
            return;
        }
        if (!handler.sender.is(from)) {
            log.warn("stranger", strangersLine(handler.sender, name, from));
            return;
        }
        try {
            Runnable event = handler.event(from, body);
            loop.executeBounded(event);
        } catch (InvalidProtocolBufferException e) {
            log.warn(
                    "garbled",
                    "unreadable message ignored: name=" + name + ", from=" + who(from) + ", lengthBytes=" + body.size()
                            + ", reason=" + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The log line for a message from an unexpected sender. */
    public static String strangersLine(ExpectedSender expected, String name, Optional<Upid> from) {
        return "message ignored, its sender is not " + expected.description() + ": name=" + name + ", from="
                + who(from);
    }

    /** A sender, for the log. */
    public static String who(Optional<Upid> from) {
        return from.map(Upid::toString).orElse("nobody");
    }

    /** Queues events. */
    @FunctionalInterface
    public interface Loop {
        /**
         * Queues an event; waits while too many are queued.
         *
         * @throws InterruptedException if the thread is interrupted while waiting; the event was not queued
         */
        void executeBounded(Runnable event) throws InterruptedException;
    }

    private record Handler<M extends Message>(
            M prototype,
            Parser<? extends Message> parser,
            ExpectedSender sender,
            BiConsumer<Optional<Upid>, M> handle) {

        Runnable event(Optional<Upid> from, ByteString body) throws InvalidProtocolBufferException {
            @SuppressWarnings("unchecked") // a parser of Ms makes Ms
            M message = (M) MessageBody.parse(prototype, parser, body);
            return () -> handle.accept(from, message);
        }
    }
}
