package org.gotask.executor.agent;

/** Receives the requests of an agent. Called by one thread at a time, in order; must not block. */
public interface AgentListener {

    /** The agent has registered this executor; tasks follow. */
    void registered(String agent);

    /** The agent has registered this executor again, after a disconnection. */
    void reregistered(String agent);

    /** The agent is unreachable and may return; tasks continue. */
    void disconnected();

    /** Requests to run a task. {@link AgentPort#report Reports} on the task follow. */
    void launch(LaunchedTask task);

    /** Requests to kill a task. A report follows, unless the last one of the task was sent before. */
    void kill(String taskId);

    /** Bytes from the scheduler, which may be lost, duplicated or reordered. */
    void message(byte[] data);

    /**
     * The executor must end within {@link AgentPort#shutdownGrace}, because the agent requests it or is lost. Reports
     * may still be sent.
     */
    void shutdown();

    /** The connection to the agent has failed permanently; the last call. */
    void error(String message);
}
