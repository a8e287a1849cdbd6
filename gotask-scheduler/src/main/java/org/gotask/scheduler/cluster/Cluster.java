package org.gotask.scheduler.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster that offers resources and runs executors. Thread-safe. Only {@link #close} and {@link #send} may block;
 * results of the other calls arrive at the {@link ClusterListener}.
 */
public interface Cluster extends AutoCloseable {

    /** Registers with the cluster; called once, before anything else. */
    void start(ClusterListener listener);

    /** Launches tasks on one agent with its offers, and declines the rest of the offers. */
    void launch(AgentLaunch launch);

    /** Declines an offer, and requests that its resources are not offered again for that time. */
    void decline(String offerId, Duration refuseFor);

    /** Requests that no more offers are made. */
    void suppressOffers();

    /** Kills a task; an update reports its end. */
    void kill(String taskName);

    /**
     * Requests the states of launched tasks, which are reported by updates.
     *
     * @param agentIdsByTask the tasks, each with the id of the agent that it was launched on
     */
    void reconcile(Map<String, String> agentIdsByTask);

    /**
     * Sends bytes to an executor, with best effort; may block while the transport is congested.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    void send(ExecutorAddress executor, byte[] data) throws InterruptedException;

    /**
     * Accepts no new connections, because the process is about to end. Existing ones stay. Does nothing before
     * {@link #start}, or in a cluster that listens at no port.
     */
    default void stopAccepting() {}

    /**
     * Keeps the output of the executors on this machine beyond the {@link #close}, if the engine runs the cluster
     * itself and would remove it. Called before the close, and only if something was launched.
     *
     * @return the directory that contains the output; empty if the executors wrote none on this machine
     */
    default Optional<Path> keepOutput() {
        return Optional.empty();
    }

    /**
     * Unregisters, which ends everything that was launched; waits for a bounded time until the request is on its way.
     */
    @Override
    void close();
}
