package org.gotask.executor.agent;

import java.time.Duration;

/** The connection to the agent that started this executor. Thread-safe. */
public interface AgentPort {

    /**
     * Registers this executor with its agent; from then on the listener is called, also with errors of the
     * registration. Called once.
     */
    void start(AgentListener listener);

    /**
     * Reports on a task; does not block. While both processes live, the agent receives each report once, in the order
     * of the calls.
     */
    void report(TaskReport report);

    /**
     * Sends bytes to the scheduler with best effort; may block while the transport is congested.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    void send(byte[] data) throws InterruptedException;

    /** The time limit for the end of the process after {@link AgentListener#shutdown}. */
    Duration shutdownGrace();

    /** Waits for a bounded time until all reports and bytes are on their way, and disconnects. */
    void stop();
}
