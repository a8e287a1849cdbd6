/**
 * A Mesos agent: {@link org.gotask.mesos.local.agent.LocalAgent} registers with the master, runs executors as processes of
 * this machine, and carries messages and status updates between executors and schedulers. May use {@code sandbox}, {@code
 * fetch} and {@code faults}, and also {@code actor}, {@code pages} and {@code wire}. Knows masters by their messages only.
 */
@NullMarked
package org.gotask.mesos.local.agent;

import org.jspecify.annotations.NullMarked;
