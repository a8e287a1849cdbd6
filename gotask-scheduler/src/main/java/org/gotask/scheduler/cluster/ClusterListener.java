package org.gotask.scheduler.cluster;

import java.util.List;

/** Receives the events of a {@link Cluster}. Called on one thread at a time, in order; no method may block. */
public interface ClusterListener {

    /**
     * The cluster has registered this scheduler.
     *
     * @param runId the id that the cluster has assigned to the run
     * @param endpoint the process of the cluster that has registered it, for people
     */
    void registered(String runId, String endpoint);

    /**
     * The cluster has registered this scheduler again. Earlier offers are void.
     *
     * @param endpoint the process of the cluster that has registered it, for people
     */
    void reregistered(String endpoint);

    /** The cluster is unreachable, and the engine tries to reconnect. Offers are void. */
    void disconnected();

    /** Offers of resources, each valid until it is used, declined or rescinded. */
    void offered(List<ResourceOffer> offers);

    /** An offer is void. */
    void rescinded(String offerId);

    /** The state of a task has changed. Updates of one task are in order, and may be repeated. */
    void updated(TaskUpdate update);

    /** Bytes from an executor, which may be lost, duplicated or reordered. */
    void message(ExecutorAddress executor, byte[] data);

    /**
     * An executor process has ended; the reason begins with {@code it}, for example {@code it exited with status 1}.
     */
    void executorLost(ExecutorAddress executor, String reason);

    /** An agent was lost, with everything that ran on it. */
    void agentLost(String agentId);

    /** The engine has failed; the last call. */
    void error(String message);
}
