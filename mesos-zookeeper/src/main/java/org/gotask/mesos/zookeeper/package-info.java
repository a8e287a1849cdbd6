/**
 * Mesos masters and ZooKeeper, with addresses of the form {@code zk://user:password@host:port,host:port/path}:
 * detection of the leading master, master election, and storage of a framework's id between runs.
 * {@link org.gotask.mesos.detector.MasterDetectors} uses this package if it is on the class path.
 */
@NullMarked
package org.gotask.mesos.zookeeper;

import org.jspecify.annotations.NullMarked;
