/**
 * A whole Mesos cluster on one machine: a master and N agents that speak the real v0 wire protocol over loopback HTTP and
 * run executors as real child processes. {@link org.gotask.mesos.local.LocalCluster} starts and ends one inside this JVM;
 * {@code --master local[N]} does the same through the driver's detectors; {@link org.gotask.mesos.local.MesosLocal} is the
 * program that runs one on its own.
 *
 * <p>Master and each agent are one state machine each, changed by one thread, the {@code EventLoop}. They meet only as
 * libprocess messages, so what works here works against a real master and real agents. This package holds what users call, and puts the parts together; it may use all packages
 * below it, which are not exported and do not know it.
 */
@NullMarked
package org.gotask.mesos.local;

import org.jspecify.annotations.NullMarked;
