/**
 * The two Mesos drivers. A framework implements {@link org.gotask.mesos.Scheduler} and gives it to a
 * {@link org.gotask.mesos.MesosSchedulerDriver}; an executor implements {@link org.gotask.mesos.Executor} and gives it to
 * a {@link org.gotask.mesos.MesosExecutorDriver}. The drivers turn the wire into callbacks and calls into the wire; they
 * decide nothing.
 */
@NullMarked
package org.gotask.mesos;

import org.jspecify.annotations.NullMarked;
