/**
 * The port to a cluster: what a run needs of the engine that lends it machines, in words that name no engine. A
 * {@link org.gotask.scheduler.cluster.Cluster} is called, a {@link org.gotask.scheduler.cluster.ClusterListener} hears.
 * Mesos is one engine behind it; tests put a fake one there.
 */
@NullMarked
package org.gotask.scheduler.cluster;

import org.jspecify.annotations.NullMarked;
