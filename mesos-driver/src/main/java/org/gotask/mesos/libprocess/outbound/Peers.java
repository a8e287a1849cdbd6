package org.gotask.mesos.libprocess.outbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.address.PeerAddress;
import org.gotask.mesos.libprocess.threads.Deadlines;
import org.gotask.mesos.libprocess.threads.MessengerThreads;
import org.jspecify.annotations.Nullable;

/** The peers to which a messenger sends or is linked. Thread-safe. */
public final class Peers {

    /** From this number on, idle peers are removed when another one is added. */
    private static final int MANY = 1024;

    private static final int MANY_EXPECTED = 100_000;

    private static final Duration FLUSH_TIME = Duration.ofSeconds(2);
    private static final Duration LINGER_TIME = Duration.ofMillis(300);

    private final MessengerConfig config;
    private final PeerAddress published;
    private final InetSocketAddress bound;
    private final MessengerThreads threads;
    private final LongAdder losses = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);

    private final Map<PeerAddress, Peer> peers = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed; // guarded by lock
    private final LinkedHashSet<PeerAddress> expected = new LinkedHashSet<>(); // guarded by lock

    /** {@code bound} is the local address of this messenger, whatever address it publishes. */
    public Peers(MessengerConfig config, PeerAddress published, InetSocketAddress bound, MessengerThreads threads) {
        this.config = config;
        this.published = published;
        this.bound = bound;
        this.threads = threads;
    }

    /** The number of messages that were dropped or may not have arrived. */
    public long losses() {
        return losses.sum();
    }

    /** Queues a request; waits while the queue is full. False if the messenger is closed. */
    public boolean send(PeerAddress address, byte[] request) throws InterruptedException {
        return apply(address, peer -> peer.send(request)) != null;
    }

    /**
     * Queues a request without waiting. False if the messenger is closed.
     *
     * @param accepted runs once, when a sender that waits would go on
     */
    public boolean post(PeerAddress address, byte[] request, Runnable accepted) {
        return apply(address, peer -> peer.post(request, accepted)) != null;
    }

    /** The peer that has accepted an action; null if the messenger is closed. */
    private <E extends Exception> @Nullable Peer apply(PeerAddress address, Action<E> action) throws E {
        Peer peer = find(address);
        while (peer != null && !action.accepts(peer)) {
            // it was retired, or the messenger closes
            peers.remove(address, peer);
            peer = find(address);
        }
        return peer;
    }

    /** Adds an address to the known peers. */
    public void expect(PeerAddress address) {
        lock.lock();
        try {
            expected.add(address);
            if (expected.size() > MANY_EXPECTED) {
                expected.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether an address belongs to a known peer. */
    public boolean knows(PeerAddress address) {
        if (peers.containsKey(address)) {
            return true;
        }
        lock.lock();
        try {
            return expected.contains(address);
        } finally {
            lock.unlock();
        }
    }

    /** Watches the connection to an address; has no effect on a closed messenger. */
    public Messenger.Link link(PeerAddress address, Runnable exited) {
        WatchedLink link = new WatchedLink(exited);
        Peer linked = apply(address, peer -> peer.link(link));
        if (linked == null) {
            return () -> {};
        }
        return () -> {
            link.cancel();
            linked.unlink(link);
        };
    }

    private @Nullable Peer find(PeerAddress address) {
        Peer known = peers.get(address);
        if (known != null) {
            return known;
        }
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            if (peers.size() >= MANY) {
                peers.values().removeIf(Peer::retireIfIdle);
            }
            return peers.computeIfAbsent(address, key -> new Peer(key, this::open, threads, config, losses));
        } finally {
            lock.unlock();
        }
    }

    private OutboundConnection open(PeerAddress address) throws IOException {
        return OutboundConnection.open(address.equals(published) ? bound : address.resolve(), config.connectTimeout());
    }

    /**
     * Checks for silent peers until the messenger closes.
     *
     * @param interval the time for which a response may be due before another connection is attempted
     */
    public void watchSilence(Duration interval) {
        try {
            while (!closing.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                peers.values().forEach(Peer::checkSilence);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits a bounded time until queued messages are written, then closes all connections. */
    public void close() throws InterruptedException {
        closing.countDown();
        List<Peer> all;
        lock.lock();
        try {
            closed = true;
            all = List.copyOf(peers.values());
        } finally {
            lock.unlock();
        }
        try {
            all.forEach(Peer::beginClose);
            long deadline = Deadlines.after(FLUSH_TIME);
            for (Peer peer : all) {
                if (!peer.awaitWritten(deadline)) {
                    return;
                }
            }
            long lingerDeadline = Deadlines.after(LINGER_TIME);
            for (Peer peer : all) {
                peer.awaitEnd(lingerDeadline, deadline);
            }
        } finally {
            all.forEach(Peer::abort);
            peers.clear();
        }
    }

    /** Something that a peer does unless it is retired. */
    @FunctionalInterface
    private interface Action<E extends Exception> {
        boolean accepts(Peer peer) throws E;
    }
}
