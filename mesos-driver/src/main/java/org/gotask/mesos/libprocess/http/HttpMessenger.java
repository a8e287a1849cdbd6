package org.gotask.mesos.libprocess.http;

import com.google.protobuf.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.gotask.mesos.libprocess.HttpHandler;
import org.gotask.mesos.libprocess.MessageHandler;
import org.gotask.mesos.libprocess.MessageNotSentException;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.address.Ipv4;
import org.gotask.mesos.libprocess.address.PeerAddress;
import org.gotask.mesos.libprocess.inbound.Inbound;
import org.gotask.mesos.libprocess.inbound.InboundContext;
import org.gotask.mesos.libprocess.inbound.Listener;
import org.gotask.mesos.libprocess.inbound.Router;
import org.gotask.mesos.libprocess.outbound.Peers;
import org.gotask.mesos.libprocess.threads.Deadlines;
import org.gotask.mesos.libprocess.threads.MessengerThreads;
import org.gotask.mesos.libprocess.wire.InboundLimits;
import org.gotask.mesos.libprocess.wire.InboundMemory;
import org.gotask.mesos.libprocess.wire.MessageEncoder;
import org.gotask.mesos.libprocess.wire.OwnHosts;
import org.gotask.mesos.log.RateLimitedLogger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A messenger for libprocess over HTTP/1.1, as in Mesos: each message is a POST over a connection that the sender
 * opened, and the receiver responds immediately with status 202. Thread-safe.
 *
 * <p>To each address there is at most one outgoing connection, shared by all processes of this messenger. It is opened
 * for the first message or link, carries messages back to back without waiting for responses, and is reopened for the
 * next message after it broke. Messages that the operating system had accepted completely when a connection broke may
 * be lost and are never sent again; others are sent over the new connection. If a peer cannot be reached, its queued
 * messages are dropped, with one log line. Messages to processes of the same messenger also use a connection, over the
 * loopback interface.
 *
 * <p>An idle incoming connection is never closed, unless there are too many connections and it belongs to a stranger.
 * Malformed requests, and requests that exceed a limit or arrive too slowly, are refused with status 4xx or 5xx, and
 * only their connection ends. Incoming requests of all connections share a limited part of the memory. A connection
 * belongs to a peer once it has delivered a message to an existing process, from an address that this messenger sends
 * to; all others belong to strangers, which share a smaller part of the memory.
 */
public final class HttpMessenger implements Messenger {

    private static final Logger log = LoggerFactory.getLogger(HttpMessenger.class);

    private static final Duration THREADS_END_TIME = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final int STRANGERS_AT_A_TIME = 2;
    private static final int PAGES_AT_A_TIME = 16;

    private final MessengerConfig config;
    private final InboundLimits limits;
    private final InboundMemory memory;
    private final Duration silence;
    private final Router router = new Router();
    private final MessageEncoder encoder = new MessageEncoder();
    private final MessengerThreads threads = new MessengerThreads();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.NEW);
    private volatile @Nullable Running running;

    private enum Stage {
        NEW,
        STARTED,
        CLOSED
    }

    private record Running(Listener listener, Inbound inbound, PeerAddress published, Peers peers) {}

    /** Creates a messenger that is not started. */
    public HttpMessenger(MessengerConfig config) {
        this(config, InboundLimits.of(config), SILENCE);
    }

    /** A messenger with other limits, and another time limit for responses. */
    HttpMessenger(MessengerConfig config, InboundLimits limits, Duration silence) {
        this.config = Objects.requireNonNull(config, "config");
        this.limits = limits;
        memory = new InboundMemory(limits.memoryBytes(), limits.strangersBytes());
        this.silence = silence;
    }

    @Override
    public void start() throws IOException {
        if (!stage.compareAndSet(Stage.NEW, Stage.STARTED)) {
            throw new IllegalStateException("messenger was started or closed before; create a new one");
        }
        Listener listener;
        try {
            listener = Listener.open(config, threads);
        } catch (IOException e) {
            stage.compareAndSet(Stage.STARTED, Stage.NEW);
            throw e;
        }
        PeerAddress published = PublishedAddress.of(config, listener.port());
        Peers peers = new Peers(config, published, ownAddress(listener), threads);
        Inbound inbound = new Inbound(context(published, peers), threads);
        running = new Running(listener, inbound, published, peers);
        // last, because the first message may be answered immediately
        listener.start(inbound);
        if (stage.get() == Stage.CLOSED) {
            listener.close();
        } else {
            threads.start("libprocess-silence", () -> peers.watchSilence(silence));
        }
        log.debug("listening on {}:{}, published as {}", config.bindHost(), listener.port(), published);
    }

    private InboundContext context(PeerAddress published, Peers peers) {
        return new InboundContext(
                router,
                memory,
                limits,
                new OwnHosts(config, published),
                config.requiresPeerAddressMatch(),
                peers::knows,
                new Semaphore(STRANGERS_AT_A_TIME, true),
                new Semaphore(PAGES_AT_A_TIME),
                new RateLimitedLogger(log.getName()));
    }

    private static InetSocketAddress ownAddress(Listener listener) throws IOException {
        InetAddress bound = listener.address();
        return new InetSocketAddress(bound.isAnyLocalAddress() ? Ipv4.resolve("127.0.0.1") : bound, listener.port());
    }

    @Override
    public Upid upid(String processId) {
        PeerAddress published = running().published();
        return new Upid(processId, published.host(), published.port());
    }

    @Override
    public void spawn(String processId, MessageHandler handler) {
        router.spawn(processId, Objects.requireNonNull(handler, "handler"));
    }

    @Override
    public void terminate(String processId) {
        router.terminate(processId);
    }

    @Override
    public void serve(String path, HttpHandler handler) {
        router.serve(path, Objects.requireNonNull(handler, "handler"));
    }

    @Override
    public void expect(Upid peer) {
        running().peers().expect(new PeerAddress(peer.host(), peer.port()));
    }

    @Override
    public void send(Upid from, Upid to, Message message) throws InterruptedException {
        Peers peers = running().peers();
        byte[] request = encode(from, to, message);
        if (stage.get() == Stage.CLOSED || !peers.send(new PeerAddress(to.host(), to.port()), request)) {
            throw closed(message, to);
        }
    }

    @Override
    public void post(Upid from, Upid to, Message message, Runnable accepted) {
        Peers peers = running().peers();
        boolean queued;
        try {
            byte[] request = encode(from, to, message);
            queued =
                    stage.get() != Stage.CLOSED && peers.post(new PeerAddress(to.host(), to.port()), request, accepted);
        } catch (MessageNotSentException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // for example out of memory: the caller's thread serves all peers, and must go on
            log.error("message lost through an internal fault: to={}, message={}", to, name(message), e);
            accepted.run();
            return;
        }
        if (!queued) {
            throw closed(message, to);
        }
    }

    private byte[] encode(Upid from, Upid to, Message message) {
        int bodyBytes = message.getSerializedSize();
        if (bodyBytes > config.maxBodyBytes()) {
            throw notSent(
                    message,
                    to,
                    "too long: lengthBytes=" + bodyBytes + ", maxBytes=" + config.maxBodyBytes()
                            + "; raise maxBodyBytes on both sides if this is intended");
        }
        return encoder.encode(from, to, message, bodyBytes);
    }

    private static MessageNotSentException closed(Message message, Upid to) {
        return notSent(message, to, "the messenger is closed");
    }

    private static MessageNotSentException notSent(Message message, Upid to, String reason) {
        return new MessageNotSentException("message not sent: name=" + name(message) + ", to=" + to + ", " + reason);
    }

    private static String name(Message message) {
        return message.getDescriptorForType().getFullName();
    }

    /**
     * The number of messages that were dropped, or may not have arrived because the connection broke before the peer
     * responded. For a peer that never responds, such as mesos-go, only the former are known. Losses are also logged.
     */
    public long lostMessages() {
        Running now = running;
        return now == null ? 0 : now.peers().losses();
    }

    @Override
    public Link link(Upid to, Runnable exited) {
        return running().peers().link(new PeerAddress(to.host(), to.port()), Objects.requireNonNull(exited, "exited"));
    }

    @Override
    public void stopAccepting() {
        running().listener().stopAccepting();
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("messenger is not started; call start first");
        }
        return now;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Takes about four seconds at most: two for queued messages, two for running handlers, which are interrupted. If
     * the calling thread is interrupted, it does not wait, and the interrupt is kept. May be called by a handler. Links
     * no longer fire.
     */
    @Override
    public void close() {
        if (stage.getAndSet(Stage.CLOSED) == Stage.CLOSED) {
            return;
        }
        Running now = running;
        if (now == null) {
            return;
        }
        now.listener().close();
        boolean interrupted = false;
        try {
            now.peers().close();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        now.inbound().closeAll();
        threads.interruptAll();
        try {
            if (!interrupted && !threads.joinAll(Deadlines.after(THREADS_END_TIME))) {
                log.warn("handlers still running after the messenger closed: threads={}", threads.liveCount());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The memory of requests that are not handled yet, for tests. */
    long inboundBytes() {
        return memory.takenBytes();
    }

    /** The number of live threads of this messenger, for tests. */
    int liveThreads() {
        return threads.liveCount();
    }
}
