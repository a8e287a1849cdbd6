package org.gotask.scheduler.cluster;

import java.time.Duration;
import java.util.Map;

/**
 * A cluster that offers resources and runs executors. Thread-safe. Except for {@link #close} and {@link #send} no call
 * waits; results come to the {@link ClusterListener}.
 */
public interface Cluster extends AutoCloseable {

    /** Registers with the cluster; called once, before anything else. */
    void start(ClusterListener listener);

    /** Uses offers of one agent to launch tasks there, and gives back what they leave. */
    void launch(AgentLaunch launch);

    /** Gives an offer back and asks not to be offered the same again for that time. */
    void decline(String offerId, Duration refusal);

    /** Asks for no more offers. */
    void suppressOffers();

    /** Kills a task; its end comes as an update. */
    void kill(String taskName);

    /**
     * Asks for the states of launched tasks; what has changed comes as updates.
     *
     * @param agentIdsByTask the tasks, each with the agent it was launched on
     */
    void reconcile(Map<String, String> agentIdsByTask);

    /**
     * Sends bytes to an executor, with best effort; may wait while the transport is congested.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    void send(ExecutorAddress executor, byte[] data) throws InterruptedException;

    /** Ends everything that was launched and leaves the cluster; waits until that is on its way, for a bounded time. */
    @Override
    void close();
}
