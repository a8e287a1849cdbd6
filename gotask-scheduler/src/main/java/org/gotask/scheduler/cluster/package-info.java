/**
 * The port to a cluster: the operations that a run needs from a cluster engine, in engine-neutral terms. A run calls a
 * {@link org.gotask.scheduler.cluster.Cluster} and receives callbacks through a
 * {@link org.gotask.scheduler.cluster.ClusterListener}. Mesos is one implementation; tests use fakes.
 */
@NullMarked
package org.gotask.scheduler.cluster;

import org.jspecify.annotations.NullMarked;
