/**
 * The work directory of a local cluster, the sandboxes in it, and the processes that run in them: how they are made, found
 * and removed. May use {@code files} and {@code wire}. Knows neither agents nor messages.
 */
@NullMarked
package org.gotask.mesos.local.sandbox;

import org.jspecify.annotations.NullMarked;
