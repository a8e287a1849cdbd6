package org.gotask.mesos.libprocess;

import com.google.protobuf.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * libprocess over HTTP/1.1, as Mesos speaks it: each message is a POST over a connection that the sender opened, answered 202
 * by the receiver at once. Thread-safe.
 *
 * <p>To each address there is at most one outgoing connection, shared by all processes of this messenger. It is opened for the
 * first message or link, carries messages back to back without waiting for answers, and is opened anew for the next message
 * after it broke. What was wholly handed to the system when a connection broke may be lost and is never sent again; what was
 * not goes over the new connection. A peer that cannot be reached loses what waits for it, with one line in the log.
 * Messages to processes of this same messenger take the same way over the loopback interface.
 *
 * <p>An incoming connection is never closed for being idle, unless there are too many and it has brought nothing of a peer's.
 * One that sends what is no HTTP, or more than the limits allow, or too slowly, is refused with status 4xx or 5xx; nothing else
 * is touched by it. What arrives takes a limited part of the memory, over all connections. A peer is who sends to a process
 * that is here from an address that this messenger talks to; everybody else is a stranger, and strangers have a smaller part
 * of the memory among them.
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

    /** Opens nothing yet. */
    public HttpMessenger(MessengerConfig config) {
        this(config, InboundLimits.of(config), SILENCE);
    }

    /** The same with other limits, and another one for the silence of a peer that owes answers. */
    HttpMessenger(MessengerConfig config, InboundLimits limits, Duration silence) {
        this.config = Objects.requireNonNull(config, "config");
        this.limits = limits;
        memory = new InboundMemory(limits.memoryBytes(), limits.strangersBytes());
        this.silence = silence;
    }

    @Override
    public void start() throws IOException {
        if (!stage.compareAndSet(Stage.NEW, Stage.STARTED)) {
            throw new IllegalStateException("messenger was started or closed before; make a new one");
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
        // only now, because the first message may be answered at once
        listener.start(inbound);
        if (stage.get() == Stage.CLOSED) {
            listener.stopAccepting();
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
                new LimitedLog(log.getName()));
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
        int bodyBytes = message.getSerializedSize();
        if (bodyBytes > config.maxBodyBytes()) {
            throw notSent(
                    message,
                    to,
                    "too long: lengthBytes=" + bodyBytes + ", maxBytes=" + config.maxBodyBytes()
                            + "; raise maxBodyBytes on both sides if this is intended");
        }
        byte[] request = encoder.encode(from, to, message, bodyBytes);
        if (stage.get() == Stage.CLOSED || !peers.send(new PeerAddress(to.host(), to.port()), request)) {
            throw notSent(message, to, "the messenger is closed");
        }
    }

    private static MessageNotSentException notSent(Message message, Upid to, String reason) {
        return new MessageNotSentException("message not sent: name="
                + message.getDescriptorForType().getFullName() + ", to=" + to + ", " + reason);
    }

    /**
     * How many messages were dropped so far, or were handed to the system and may not have arrived because the connection
     * broke before the peer had answered them. Of a peer that never answers, as mesos-go's are, only the former are known.
     * Each loss is logged as well.
     */
    public long lostMessages() {
        Running now = running;
        return now == null ? 0 : now.peers().losses();
    }

    @Override
    public Link link(Upid to, Runnable exited) {
        return running().peers().link(new PeerAddress(to.host(), to.port()), Objects.requireNonNull(exited, "exited"));
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
     * <p>Takes at most some four seconds: two for messages that still wait, two for handlers that still run and are
     * interrupted. If the calling thread is interrupted, nothing is waited for and the flag stays set. May be called by a
     * handler. Links do not fire any more.
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
        now.listener().stopAccepting();
        boolean interrupted = false;
        try {
            now.peers().close();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        now.inbound().closeAll();
        threads.interruptAll();
        try {
            if (!interrupted && !threads.joinAll(Times.after(THREADS_END_TIME))) {
                log.warn("handlers still run after the messenger closed: threads={}", threads.liveCount());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What requests that are not handled yet take, for tests. */
    long inboundBytes() {
        return memory.takenBytes();
    }

    /** How many threads of this messenger live, for tests. */
    int liveThreads() {
        return threads.liveCount();
    }
}
