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
 * Asks an agent again and again whether it is healthy, {@code HEAD /slave(1)/health}, and tells when it has not said so for
 * several times in turn: because nothing listens there, it does not answer in time, or it answers with an error. Started
 * once, closed any number of times; thread-safe. Follows mesos-go's {@code healthchecker}, which tells again after as many
 * further misses, and tells in addition when the agent is back.
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

    /** Opens nothing yet. */
    public AgentHealthChecker(HealthCheckConfig config) {
        this(config, new HttpProbe(config.timeout()), duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos()));
    }

    /** With another way to ask and to wait. */
    AgentHealthChecker(HealthCheckConfig config, Probe probe, Pause pause) {
        this.config = Objects.requireNonNull(config, "config");
        this.probe = probe;
        this.pause = pause;
    }

    /**
     * Begins to ask, after a first pause.
     *
     * @param listener is called on the checker's own thread, one call at a time; while it runs nothing is asked
     * @throws IllegalStateException if it was started or closed before
     */
    public void start(Upid watched, Listener listener) {
        Objects.requireNonNull(watched, "watched");
        Objects.requireNonNull(listener, "listener");
        lock.lock();
        try {
            if (thread != null || closed) {
                throw new IllegalStateException("health checker was started or closed before; make a new one");
            }
            agent = watched;
            thread = Thread.ofVirtual().name("health-" + watched).start(() -> run(listener));
        } finally {
            lock.unlock();
        }
    }

    /** Asks no more until {@link #resume}; an answer that is under way does not count. */
    public void pause() {
        watch(null);
    }

    /** Goes on, with the address that the agent has now, and counts from nought. */
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

    /** Asks no more. A call to the listener that is under way is interrupted and not waited for. */
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

    /** What there is to tell. */
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

    /** Hears how an agent does. */
    public interface Listener {

        /**
         * The agent has missed as many questions in turn as the threshold allows.
         *
         * @param reason of the last miss, in one line
         */
        void unhealthy(Upid agent, String reason);

        /** An agent that was unhealthy has answered again. */
        void healthy(Upid agent);
    }

    /** Asks an agent. */
    @FunctionalInterface
    interface Probe {
        /** Why the agent is not healthy now, in one line; empty if it is. Blocks for a bounded time. */
        Optional<String> problem(Upid agent);
    }

    /** Waits between two questions. */
    @FunctionalInterface
    interface Pause {
        void await(Duration duration) throws InterruptedException;
    }
}
