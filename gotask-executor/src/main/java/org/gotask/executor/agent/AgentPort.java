package org.gotask.executor.agent;

import java.time.Duration;

/** The way to the agent that started this executor. Thread-safe. */
public interface AgentPort {

    /**
     * Makes this executor known to its agent; the listener is called from now on, also with what goes wrong here. Called
     * once.
     */
    void start(AgentListener listener);

    /**
     * Reports on a task; does not block. The report reaches the agent once, as long as both live, in the order of the
     * calls.
     */
    void update(TaskUpdate update);

    /**
     * Sends bytes to the scheduler with best effort; may wait while the transport is congested.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    void send(byte[] data) throws InterruptedException;

    /** How long the process may live on after {@link AgentListener#shutdown}. */
    Duration shutdownGrace();

    /** Waits, for a time it bounds itself, until what was reported and sent is on its way; then disconnects for good. */
    void stop();
}
