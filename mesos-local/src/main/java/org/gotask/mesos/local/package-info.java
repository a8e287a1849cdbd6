/**
 * A Mesos cluster on one machine: a master and N agents that speak Mesos's v0 protocol over loopback HTTP and run
 * executors as child processes. {@link org.gotask.mesos.local.LocalCluster} starts and ends a cluster inside this JVM;
 * {@code --master local[N]} does the same through the driver's detectors; {@link org.gotask.mesos.local.MesosLocal} is
 * a standalone program.
 *
 * <p>The master and each agent are a state machine that is confined to one thread, the {@code ActorThread}. They
 * communicate only by libprocess messages, so that programs behave as with a real master and real agents. This package is
 * the only exported one. It uses all packages below it, and none of them uses it.
 */
@NullMarked
package org.gotask.mesos.local;

import org.jspecify.annotations.NullMarked;
