/**
 * The Mesos implementation of the agent port, on Mesos's executor driver. No other package of the executor uses Mesos.
 */
@NullMarked
package org.gotask.executor.mesos;

import org.jspecify.annotations.NullMarked;
