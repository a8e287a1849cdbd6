package org.gotask.mesos.detector;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.mesos.proto.MasterInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one master, with a known address, for the leading master. Asks until there is a leader, and again whenever the
 * connection to the leader breaks; it then reports the leader even if it is the same, because that master may have been
 * restarted. Thread-safe.
 */
final class StandaloneDetector implements MasterDetector {

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneDetector.class);
    private static final long LOG_PERIOD_NANOS = Duration.ofMinutes(1).toNanos();

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final StateEndpoint endpoint;
    private final Duration firstPause;
    private final Duration longestPause;
    private boolean wanted = true;
    private boolean closed;
    private @Nullable Thread thread;

    StandaloneDetector(StateEndpoint endpoint, Duration firstPause, Duration longestPause) {
        this.endpoint = endpoint;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
    }

    @Override
    public void start(Listener listener) {
        lock.lock();
        try {
            if (thread != null) {
                throw new IllegalStateException("detector was started before: master=" + endpoint);
            }
            thread = Thread.ofVirtual().name("detector-" + endpoint).start(() -> run(listener));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void connectionLost() {
        lock.lock();
        try {
            wanted = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Thread running;
        lock.lock();
        try {
            closed = true;
            running = thread;
        } finally {
            lock.unlock();
        }
        if (running != null && !running.equals(Thread.currentThread())) {
            running.interrupt();
            try {
                // an interrupt ends the request, but not a request to the name service
                running.join(CLOSE_LIMIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run(Listener listener) {
        try {
            while (true) {
                awaitWanted();
                find(listener);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void awaitWanted() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!wanted) {
                changed.await();
            }
            wanted = false;
        } finally {
            lock.unlock();
        }
    }

    /** Asks until there is a leader. Reports once that there is none. */
    private void find(Listener listener) throws InterruptedException {
        Duration pause = firstPause;
        boolean saidNone = false;
        long nextLogNanos = System.nanoTime();
        while (true) {
            StateEndpoint.Answer answer = endpoint.ask();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            switch (answer) {
                case StateEndpoint.Leader leader -> {
                    report(listener, Optional.of(leader.info()));
                    return;
                }
                case StateEndpoint.NoLeader none -> {
                    if (!saidNone) {
                        saidNone = true;
                        report(listener, Optional.empty());
                    }
                    if (System.nanoTime() - nextLogNanos >= 0) {
                        nextLogNanos = System.nanoTime() + LOG_PERIOD_NANOS;
                        LOG.warn("no leading master yet, retrying: master={}, reason={}", endpoint, none.reason());
                    }
                }
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(longestPause) < 0 ? pause.multipliedBy(2) : longestPause;
        }
    }

    private void report(Listener listener, Optional<MasterInfo> leader) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
        } finally {
            lock.unlock();
        }
        listener.leaderChanged(leader);
    }
}
