/**
 * The port to a cluster: the operations that a run needs from a cluster engine, in engine-neutral terms. A run calls a
 * {@link org.gotask.scheduler.cluster.Cluster} and receives callbacks through a {@link
 * org.gotask.scheduler.cluster.ClusterListener}. A {@link org.gotask.scheduler.cluster.ClusterProvider} creates the
 * clusters of one engine from its settings. Mesos is one engine; tests use fakes.
 */
@NullMarked
package org.gotask.scheduler.cluster;

import org.jspecify.annotations.NullMarked;
