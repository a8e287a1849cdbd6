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
    /** Before another reason is logged: a master that starts gives several in turn. */
    private static final long NEW_REASON_PERIOD_NANOS = Duration.ofSeconds(5).toNanos();

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

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

    /** Asks until there is a leader, whatever the answers are. Reports the lack of a leader once. */
    private void find(Listener listener) throws InterruptedException {
        Duration pause = firstPause;
        boolean saidNone = false;
        Complaint complaint = new Complaint();
        while (true) {
            switch (endpoint.ask()) {
                case StateEndpoint.Leader leader -> {
                    logHidden(leader);
                    report(listener, Optional.of(leader.info()));
                    return;
                }
                case StateEndpoint.NoLeader none -> {
                    if (!saidNone) {
                        saidNone = true;
                        report(listener, Optional.empty());
                    }
                    complaint.log(none.reason());
                }
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(longestPause) < 0 ? pause.multipliedBy(2) : longestPause;
        }
    }

    /** A master that hides its state is usual where access is restricted; one without that page may be no master. */
    private static void logHidden(StateEndpoint.Leader leader) {
        if (leader.status() == NOT_FOUND) {
            LOG.warn(
                    "master has no /state, taken for the leader: master={}:{}, status={}; is it a master?",
                    leader.info().getHostname(),
                    leader.info().getPort(),
                    leader.status());
        } else if (leader.status() != OK) {
            LOG.info(
                    "master does not show its /state, taken for the leader: master={}:{}, status={}",
                    leader.info().getHostname(),
                    leader.info().getPort(),
                    leader.status());
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

    /** Logs why there is no leader: the same reason from time to time, another one soon. */
    private final class Complaint {

        private String logged = "";
        private long lastNanos;

        void log(String reason) {
            long now = System.nanoTime();
            long period = reason.equals(logged) ? LOG_PERIOD_NANOS : NEW_REASON_PERIOD_NANOS;
            if (logged.isEmpty() || now - lastNanos >= period) {
                logged = reason;
                lastNanos = now;
                LOG.warn("no leading master yet, retrying: master={}, reason={}", endpoint, reason);
            }
        }
    }
}
