/** The agent as Mesos has it: the port of the executor on Mesos's executor driver. Only this package knows Mesos. */
@NullMarked
package org.gotask.executor.mesos;

import org.jspecify.annotations.NullMarked;
