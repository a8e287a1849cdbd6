package org.gotask.mesos.libprocess.inbound;

import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.threads.MessengerThreads;

/** The connections to the port of a messenger, and their threads. Thread-safe. */
public final class Inbound {

    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(1);

    /** The maximum number of threads that have been started but do not run yet: they delay all other threads. */
    private static final int NEWCOMERS = 8;

    private final InboundContext context;
    private final MessengerThreads threads;
    private final Connections connections;
    private final Semaphore newcomers = new Semaphore(NEWCOMERS);

    public Inbound(InboundContext context, MessengerThreads threads) {
        this.context = context;
        this.threads = threads;
        connections = new Connections(context.limits().connections(), context.log());
    }

    /**
     * Waits until the threads of all earlier connections run, except for a few. If connections are opened faster than
     * they can be served, they queue at the port, where they do not delay other threads.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    void awaitCapacity() throws InterruptedException {
        newcomers.acquire();
        newcomers.release();
    }

    /**
     * Serves a connection on a new thread; returns immediately after {@link #awaitCapacity}. Called by one thread only.
     */
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

    /** Closes some connections of strangers, because the process has no file descriptors left. */
    void closeSomeStrangers() {
        connections.closeSomeStrangers();
    }

    public void closeAll() {
        connections.list().forEach(InboundConnection::close);
    }

    /** Closes connections of slow peers, until the messenger closes. */
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
