package org.gotask.executor.agent;

/** Hears from the agent. Called by one thread at a time, in order; must not block. */
public interface AgentListener {

    /** The agent knows this executor; tasks follow. */
    void registered(String agent);

    /** The agent is back and knows this executor again. */
    void reregistered(String agent);

    /** The agent is out of reach and may come back; tasks go on. */
    void disconnected();

    /** A task is to be run. It is answered with updates. */
    void launch(LaunchedTask task);

    /** A task is to be killed. It is answered with an update, unless the task's last one was sent before. */
    void kill(String taskId);

    /** The scheduler has sent bytes; they may be lost, doubled or reordered. */
    void message(byte[] data);

    /**
     * The executor has to end within {@link AgentPort#shutdownGrace}: the agent says so, or is lost. Updates may still
     * be sent.
     */
    void shutdown();

    /** The connection to the agent is given up for good; the last call. */
    void error(String message);
}
