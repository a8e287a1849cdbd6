/**
 * Mesos masters and ZooKeeper, under specifications of the form {@code zk://user:password@host:port,host:port/path}: finding
 * the master that leads, standing for election as one, and keeping a framework's id from one run to the next. Found by
 * {@link org.gotask.mesos.detector.MasterDetectors} as soon as it is on the class path.
 */
@NullMarked
package org.gotask.mesos.zookeeper;

import org.jspecify.annotations.NullMarked;
