package org.gotask.mesos.libprocess.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.mesos.libprocess.address.PeerAddress;
import org.gotask.mesos.libprocess.threads.Deadlines;
import org.gotask.mesos.libprocess.threads.MessengerThreads;
import org.gotask.mesos.log.ProcessErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one address, with a bounded queue of messages and the links that watch it. Thread-safe.
 *
 * <p>A writer thread exists while there is a connection or a queued message. It opens the connection and writes queued
 * messages in batches; a reader thread notifies it when the peer is gone.
 *
 * <p>When the connection breaks, its links fire. Messages that the operating system had not accepted completely cannot
 * have been understood by the peer; they are sent in order over a new connection, so none is duplicated. Messages
 * accepted but not read by the peer are lost, as in Mesos. If a peer cannot be reached, its queued messages are
 * dropped. A message during which two successive connections broke is dropped, so that a peer that refuses it does not
 * block the others.
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
                // each on its own thread, so that the action of a link blocks nothing here
                link -> threads.start("libprocess-exited-" + address, link::fire));
    }

    /** Queues a whole request; waits while the queue is full. False if this peer is retired or the messenger closes. */
    boolean send(byte[] request) throws InterruptedException {
        return outbox.put(request);
    }

    /**
     * Queues a whole request without waiting; {@code accepted} runs once, when a sender that waits would go on. False if
     * this peer is retired or the messenger closes.
     */
    boolean post(byte[] request, Runnable accepted) {
        return outbox.post(request, accepted);
    }

    /** Watches the connection, opening it if there is none. False if this peer is retired or the messenger closes. */
    boolean link(WatchedLink link) {
        return outbox.link(link);
    }

    void unlink(WatchedLink link) {
        outbox.unlink(link);
    }

    /** Retires this peer if it is idle; true if it is retired. */
    boolean retireIfIdle() {
        return outbox.retireIfIdle();
    }

    /** Refuses further messages, drops the links and ends the writer after the queued messages. */
    void beginClose() {
        outbox.beginClose();
    }

    /** Waits until all messages are written or lost; false after the deadline. */
    boolean awaitWritten(long deadlineNanos) throws InterruptedException {
        return outbox.awaitWritten(deadlineNanos);
    }

    /**
     * Waits until the peer has closed the connection too, because closing it earlier could reset data in flight. Waits
     * up to the later deadline if responses are due, because the peer may not have read everything.
     */
    void awaitEnd(long deadlineNanos, long owingDeadlineNanos) throws InterruptedException {
        OutboundConnection open = outbox.connection();
        if (open == null) {
            return;
        }
        boolean ended = open.awaitEnd(deadlineNanos);
        while (!ended && outbox.owesAnswers() && Deadlines.nanosUntil(owingDeadlineNanos) > 0) {
            ended = open.awaitEnd(Math.min(owingDeadlineNanos, Deadlines.after(OWING_CHECK)));
        }
        if (!ended) {
            log.debug("{} does not close its connection", address);
        }
    }

    /**
     * Closes the connection if responses have been due since the last check and the peer accepts no other connection
     * either: if its host has disappeared, the operating system would retransmit for a quarter of an hour. A peer that
     * is only slow, or suspended, still accepts connections. Returns immediately.
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
            log.debug("{} does not respond and accepts no connection: {}", address, NetworkReason.of(e));
            silent.close();
            outbox.lost(silent);
        } catch (IOException e) {
            // a fault of this side, such as no descriptor or no name service, or the messenger closes
            log.debug("{} does not respond and cannot be contacted: {}", address, NetworkReason.of(e));
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
                    try {
                        open.discardAnswers();
                    } finally {
                        // also after an Error: the writer and the links wait for the end of the connection
                        outbox.lost(open);
                    }
                });
                boolean progress = pump(open);
                goOn = !outbox.endsAfter(open, progress);
            } catch (InterruptedException | ClosedByInterruptException e) {
                abort();
                outbox.unreachable("the messenger closes");
                goOn = false;
            } catch (RuntimeException | Error e) {
                // for example out of memory for a buffer: the peer must not be left without a writer
                if (!ProcessErrors.report(e)) {
                    log.error("cannot write to {}", address, e);
                }
                outbox.unreachable(e.toString());
                goOn = false;
            } catch (IOException e) {
                String reason = NetworkReason.of(e);
                // a port that is being closed resets connections before it refuses them
                if (NetworkReason.REFUSED.equals(reason) || NetworkReason.RESET.equals(reason)) {
                    outbox.refused(reason);
                } else {
                    outbox.unreachable(reason);
                }
                goOn = false;
            }
        }
    }

    /**
     * Writes until the connection is lost or the peer is closed; true if at least one message was written completely.
     */
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
