package org.gotask.scheduler.cluster;

import java.util.List;

/** Hears from a {@link Cluster}. Called on one thread at a time, in order; no method may block. */
public interface ClusterListener {

    /** The cluster knows this scheduler. */
    void registered(String frameworkId, String master);

    /** The cluster knows this scheduler again. Earlier offers are void. */
    void reregistered(String master);

    /** The cluster is out of reach; the engine goes on trying. Offers are void. */
    void disconnected();

    /** Resources are offered; each offer is held until it is used, declined or rescinded. */
    void offered(List<ResourceOffer> offers);

    /** An offer is void. */
    void rescinded(String offerId);

    /** A task's state has changed; in order per task, and perhaps repeated. */
    void updated(TaskUpdate update);

    /** An executor has sent bytes. */
    void message(ExecutorAddress executor, byte[] data);

    /** An executor process has ended. */
    void executorLost(ExecutorAddress executor, String reason);

    /** An agent is gone, with all that ran there. */
    void agentLost(String agentId);

    /** The engine has given up; nothing comes after this. */
    void error(String message);
}
