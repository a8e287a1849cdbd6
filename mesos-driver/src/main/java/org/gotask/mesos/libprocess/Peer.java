package org.gotask.mesos.libprocess;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that this messenger sends to one address: a bounded queue, at most one connection, and the links that watch it.
 * Thread-safe.
 *
 * <p>A writer thread exists while there is a connection or something to send. It opens the connection and writes all that
 * waits in one go; a reader thread tells it when the peer is gone.
 *
 * <p>When the connection breaks, its links fire. Messages that the system had not wholly taken cannot have been understood by
 * the peer, so they go over a fresh connection, in order; none is ever doubled. Messages taken and not yet read by the peer
 * are lost, as in Mesos. A peer that cannot be reached loses all that waits for it, and a message over which two connections
 * broke in turn is given up, so that a peer which refuses it does not hold up the rest.
 */
final class Peer {

    private static final Logger log = LoggerFactory.getLogger(Peer.class);

    private static final Duration OWING_CHECK = Duration.ofMillis(20);

    private final PeerAddress address;
    private final Connector connector;
    private final MessengerThreads threads;
    private final Outbox outbox;

    /** Opens nothing yet. */
    Peer(PeerAddress address, Connector connector, MessengerThreads threads, MessengerConfig config, LongAdder losses) {
        this.address = address;
        this.connector = connector;
        this.threads = threads;
        this.outbox = new Outbox(
                config.maxQueuedBytes(),
                new DropLog(address, losses, config.peersMayEnd()),
                () -> threads.start("libprocess-out-" + address, this::write),
                // each on a thread of its own, so that what a link does holds up nothing here
                link -> threads.start("libprocess-exited-" + address, link::fire));
    }

    /** Queues a whole request; waits while the queue is full. False if this peer is retired or the messenger closes. */
    boolean send(byte[] request) throws InterruptedException {
        return outbox.put(request);
    }

    /** Watches the connection, opening it if there is none. False if this peer is retired or the messenger closes. */
    boolean link(WatchedLink link) {
        return outbox.link(link);
    }

    void unlink(WatchedLink link) {
        outbox.unlink(link);
    }

    /** Retires this peer if forgetting it loses nothing; tells whether it is retired. */
    boolean retireIfIdle() {
        return outbox.retireIfIdle();
    }

    /** Refuses further messages, drops the links and lets the writer end after what waits. */
    void beginClose() {
        outbox.beginClose();
    }

    /** Waits until all is written or lost; false at the deadline. */
    boolean awaitWritten(long deadlineNanos) throws InterruptedException {
        return outbox.awaitWritten(deadlineNanos);
    }

    /**
     * Waits until the peer has ended the connection in its turn, so that closing it resets nothing under way; for a peer that
     * owes answers, and so may not have read all yet, up to the later deadline.
     */
    void awaitEnd(long deadlineNanos, long owingDeadlineNanos) throws InterruptedException {
        OutboundConnection open = outbox.connection();
        if (open == null) {
            return;
        }
        boolean ended = open.awaitEnd(deadlineNanos);
        while (!ended && outbox.owesAnswers() && Times.nanosUntil(owingDeadlineNanos) > 0) {
            ended = open.awaitEnd(Math.min(owingDeadlineNanos, Times.after(OWING_CHECK)));
        }
        if (!ended) {
            log.debug("{} does not end its connection", address);
        }
    }

    /**
     * Has the connection end if the peer owes answers since the last check and takes no other connection either: when its
     * machine has vanished, the system itself goes on for a quarter of an hour with what was written. A peer that is only
     * slow, or stopped for a while, still takes connections. Returns at once.
     */
    void checkSilence() {
        OutboundConnection silent = outbox.silentSinceLastAsked();
        if (silent != null) {
            threads.start("libprocess-probe-" + address, () -> probe(silent));
        }
    }

    private void probe(OutboundConnection silent) {
        try {
            connector.open(address).close();
        } catch (ConnectException | NoRouteToHostException | SocketTimeoutException e) {
            log.debug("{} owes answers and takes no connection: {}", address, NetworkReason.of(e));
            silent.close();
            outbox.lost(silent);
        } catch (IOException e) {
            // a fault of this side, such as no descriptor or no name service, or the messenger closes
            log.debug("{} owes answers and cannot be asked: {}", address, NetworkReason.of(e));
        }
    }

    /** Ends the connection at once. */
    void abort() {
        outbox.abort();
    }

    private void write() {
        boolean goOn = true;
        while (goOn) {
            try {
                OutboundConnection open = connector.open(address);
                outbox.connected(open);
                threads.start("libprocess-answers-" + address, () -> {
                    open.discardAnswers();
                    outbox.lost(open);
                });
                boolean progress = pump(open);
                goOn = !outbox.endsAfter(open, progress);
            } catch (InterruptedException | ClosedByInterruptException e) {
                abort();
                outbox.unreachable("the messenger closes");
                goOn = false;
            } catch (RuntimeException | Error e) {
                // out of memory for a buffer, for example: this peer must not stay stuck with a writer that is no more
                log.error("cannot write to {}", address, e);
                outbox.unreachable(e.toString());
                goOn = false;
            } catch (IOException e) {
                String reason = NetworkReason.of(e);
                if (NetworkReason.REFUSED.equals(reason)) {
                    outbox.refused(reason);
                } else {
                    outbox.unreachable(reason);
                }
                goOn = false;
            }
        }
    }

    /** Writes until the connection is lost or nothing more comes; whether at least one message went out whole. */
    private boolean pump(OutboundConnection open) throws InterruptedException {
        boolean progress = false;
        List<byte[]> batch = new ArrayList<>();
        while (outbox.take(open, batch)) {
            int whole = batch.size();
            try {
                open.write(batch);
            } catch (IOException e) {
                log.debug("connection to {} broke: {}", address, NetworkReason.of(e));
                whole = open.wholeMessages();
                open.close();
                outbox.lost(open);
            }
            progress |= whole > 0;
            outbox.written(batch, whole);
        }
        open.shutdownOutput();
        return progress;
    }

    /** Opens connections; blocks. */
    @FunctionalInterface
    interface Connector {
        OutboundConnection open(PeerAddress address) throws IOException;
    }
}
