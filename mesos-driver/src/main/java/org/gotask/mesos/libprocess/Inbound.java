package org.gotask.mesos.libprocess;

import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** All that came in on the port of a messenger: its connections and the thread of each. Thread-safe. */
final class Inbound {

    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(1);

    /** How many threads may be about to begin: all other threads wait behind these for a processor. */
    private static final int NEWCOMERS = 8;

    private final InboundContext context;
    private final MessengerThreads threads;
    private final Connections connections;
    private final Semaphore newcomers = new Semaphore(NEWCOMERS);

    Inbound(InboundContext context, MessengerThreads threads) {
        this.context = context;
        this.threads = threads;
        connections = new Connections(context.limits().connections(), context.log());
    }

    /**
     * Waits until the threads of the connections that came before have begun, but for a few. If somebody opens connections
     * faster than they can be served, they wait in the queue of the port, and the threads of others do not wait behind them.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    void awaitRoom() throws InterruptedException {
        newcomers.acquire();
        newcomers.release();
    }

    /** Serves a connection on a thread of its own; returns at once after {@link #awaitRoom}. For one thread. */
    void serve(Socket socket) {
        InboundConnection connection = new InboundConnection(socket, context);
        if (!connections.add(connection)) {
            connection.close();
            return;
        }
        newcomers.acquireUninterruptibly();
        threads.start("libprocess-in-" + connection.peer(), () -> {
            newcomers.release();
            try {
                connection.run();
            } finally {
                connections.remove(connection);
            }
        });
    }

    /** Makes room for others where the system has no descriptors left. */
    void closeSomeStrangers() {
        connections.closeSomeStrangers();
    }

    void closeAll() {
        connections.list().forEach(InboundConnection::close);
    }

    /** Ends the connections of those who take too long, until there are none any more. */
    void watchProgress(CountDownLatch closed) {
        Duration tenth = context.limits().strangersPatience().dividedBy(10);
        Duration interval = tenth.compareTo(LONGEST_INTERVAL) < 0 ? tenth : LONGEST_INTERVAL;
        try {
            while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                long now = System.nanoTime();
                connections.list().forEach(connection -> connection.checkProgress(now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
