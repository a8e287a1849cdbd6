/**
 * A Mesos master: {@link org.gotask.mesos.local.master.LocalMaster} admits agents and frameworks, offers the resources
 * of the former to the latter, launches their tasks, and forwards messages and status updates. May use {@code
 * election}, to know whether it leads, {@code actor}, {@code pages} and {@code wire}. Agents are known by their
 * messages only.
 */
@NullMarked
package org.gotask.mesos.local.master;

import org.jspecify.annotations.NullMarked;
