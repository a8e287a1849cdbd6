package org.gotask.scheduler.cluster;

import java.net.InetAddress;
import java.util.List;

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

    /** Advice to the user, one line each. */
    List<String> warnings();

    /** Creates a cluster, which connects to nothing before it is started. */
    Cluster newCluster();
}
