package org.gotask.mesos.health;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.mesos.libprocess.Upid;
import org.jspecify.annotations.Nullable;

/**
 * Checks periodically whether an agent is healthy, with {@code HEAD /slave(1)/health}. Reports an agent as unhealthy
 * after a number of successive failures: a refused connection, a timeout, or an error response. Like mesos-go's
 * {@code healthchecker}, it repeats the report after the same number of further failures; in addition it reports a
 * recovery. Started once, closed any number of times; thread-safe.
 */
public final class AgentHealthChecker implements AutoCloseable {

    private final HealthCheckConfig config;
    private final Probe probe;
    private final Pause pause;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by lock
    private @Nullable Upid agent;
    private int misses;
    private boolean unhealthy;
    private @Nullable Thread thread;
    private boolean closed;

    /** Creates a checker that is not started. */
    public AgentHealthChecker(HealthCheckConfig config) {
        this(config, new HttpProbe(config.timeout()), duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos()));
    }

    /** A checker with another probe and clock. */
    AgentHealthChecker(HealthCheckConfig config, Probe probe, Pause pause) {
        this.config = Objects.requireNonNull(config, "config");
        this.probe = probe;
        this.pause = pause;
    }

    /**
     * Starts the checks; the first one follows after an interval.
     *
     * @param watched the address of the agent
     * @param listener called on the checker's thread, between checks
     * @throws IllegalStateException if it was started or closed before
     */
    public void start(Upid watched, Listener listener) {
        Objects.requireNonNull(watched, "watched");
        Objects.requireNonNull(listener, "listener");
        lock.lock();
        try {
            if (thread != null || closed) {
                throw new IllegalStateException("health checker was started or closed before; create a new one");
            }
            agent = watched;
            thread = Thread.ofVirtual().name("health-" + watched).start(() -> run(listener));
        } finally {
            lock.unlock();
        }
    }

    /** Suspends the checks until {@link #resume}; the result of a running check is ignored. */
    public void pause() {
        watch(null);
    }

    /** Resumes the checks at this address of the agent, with a failure count of zero. */
    public void resume(Upid watched) {
        watch(Objects.requireNonNull(watched, "watched"));
    }

    private void watch(@Nullable Upid watched) {
        lock.lock();
        try {
            agent = watched;
            misses = 0;
            unhealthy = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Stops the checks. Interrupts a running call of the listener, without waiting for its end. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run(Listener listener) {
        try {
            while (true) {
                pause.await(config.interval());
                Upid asked = awaitAgent();
                Optional<String> problem = probe.problem(asked);
                if (Thread.interrupted()) {
                    return;
                }
                count(asked, problem).run(listener, asked);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private Upid awaitAgent() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (agent == null) {
                changed.await();
            }
            return agent;
        } finally {
            lock.unlock();
        }
    }

    /** The change to report. */
    private Telling count(Upid asked, Optional<String> problem) {
        lock.lock();
        try {
            if (closed || !asked.equals(agent)) {
                return Telling.NOTHING;
            }
            if (problem.isEmpty()) {
                boolean back = unhealthy;
                unhealthy = false;
                misses = 0;
                return back ? Listener::healthy : Telling.NOTHING;
            }
            misses++;
            if (misses < config.threshold()) {
                return Telling.NOTHING;
            }
            misses = 0;
            unhealthy = true;
            return (listener, who) -> listener.unhealthy(who, problem.get());
        } finally {
            lock.unlock();
        }
    }

    @FunctionalInterface
    private interface Telling {
        Telling NOTHING = (listener, who) -> {};

        void run(Listener listener, Upid who);
    }

    /** Receives the changes of an agent's health. */
    public interface Listener {

        /**
         * The number of successive failures has reached the threshold.
         *
         * @param agent the address of the agent
         * @param reason the reason of the last failure, in one line
         */
        void unhealthy(Upid agent, String reason);

        /** An unhealthy agent has recovered. */
        void healthy(Upid agent);
    }

    /** Checks an agent once. */
    @FunctionalInterface
    interface Probe {
        /** The reason why the agent is unhealthy, in one line; empty if it is healthy. Blocks for a bounded time. */
        Optional<String> problem(Upid agent);
    }

    /** Waits between two checks. */
    @FunctionalInterface
    interface Pause {
        void await(Duration duration) throws InterruptedException;
    }
}
