/**
 * The words a user programs with: a {@link org.gotask.TaskFunction} runs somewhere in the cluster, the
 * {@link org.gotask.SchedulerFunction} runs beside the scheduler, and {@link org.gotask.TaskMsg}s travel between them over
 * the channels of {@link org.gotask.channel}. {@link org.gotask.TaskBody} and {@link org.gotask.SchedulerBody} are the same
 * with one parameter, the {@link org.gotask.TaskContext} and the {@link org.gotask.SchedulerContext}. {@link org.gotask.TaskSpec} and {@link org.gotask.Resources} say what to run
 * and what it needs; {@link org.gotask.SchedEvent} tells the scheduler function what became of it. A {@link org.gotask.Codec} turns values into
 * messages and back.
 */
@NullMarked
package org.gotask;

import org.jspecify.annotations.NullMarked;
