package org.gotask.scheduler.cluster;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.gotask.Resources;

/** The validated settings of one engine. Immutable. */
public interface ClusterSettings {

    /** The value of {@code --master} without the password that it may contain. */
    String printableMaster();

    /** True if all executors run on this machine. */
    boolean isLocal();

    /** The address of this machine at which the scheduler listens. */
    InetAddress address();

    /** The address or name by which others reach {@link #address}; another one only behind address translation. */
    String publishedHost();

    /** The agents, if the cluster consists of those that it starts; empty if they are not known beforehand. */
    default Optional<FixedAgents> fixedAgents() {
        return Optional.empty();
    }

    /**
     * The value of {@code --master} that gives these amounts to each of the {@link #fixedAgents}; empty if no value does.
     */
    default Optional<String> masterWith(Resources each) {
        return Optional.empty();
    }

    /** Advice to the user, one line each. */
    List<String> warnings();

    /** Creates a cluster, which connects to nothing before it is started. */
    Cluster newCluster();
}
