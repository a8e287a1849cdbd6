/**
 * The work directory of a local cluster, its sandboxes and the processes that run in them: creation, detection and
 * removal. May use {@code files} and {@code wire}. Uses neither agents nor messages between processes.
 */
@NullMarked
package org.gotask.mesos.local.sandbox;

import org.jspecify.annotations.NullMarked;
