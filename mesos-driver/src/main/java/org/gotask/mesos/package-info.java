/**
 * The two Mesos drivers. A framework implements {@link org.gotask.mesos.Scheduler} and passes it to a
 * {@link org.gotask.mesos.MesosSchedulerDriver}; an executor implements {@link org.gotask.mesos.Executor} and passes it
 * to a {@link org.gotask.mesos.MesosExecutorDriver}. The drivers translate between wire messages, calls and callbacks;
 * they make no decisions.
 */
@NullMarked
package org.gotask.mesos;

import org.jspecify.annotations.NullMarked;
