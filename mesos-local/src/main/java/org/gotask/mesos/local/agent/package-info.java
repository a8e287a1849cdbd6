/**
 * A Mesos agent: {@link org.gotask.mesos.local.agent.LocalAgent} registers with the master, runs executors as processes
 * of this machine, and forwards messages and status updates between executors and schedulers. May use {@code sandbox},
 * {@code fetch}, {@code faults}, {@code actor}, {@code pages} and {@code wire}. Masters are known by their messages
 * only.
 */
@NullMarked
package org.gotask.mesos.local.agent;

import org.jspecify.annotations.NullMarked;
