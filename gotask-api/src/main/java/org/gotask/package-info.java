/**
 * The API of an application. A {@link org.gotask.TaskFunction} runs somewhere in the cluster, the
 * {@link org.gotask.SchedulerFunction} runs in the scheduler's process, and {@link org.gotask.TaskMsg}s travel between
 * them over the channels of {@link org.gotask.channel}. {@link org.gotask.TaskBody} and
 * {@link org.gotask.SchedulerBody} are variants with one parameter, a {@link org.gotask.TaskContext} or
 * {@link org.gotask.SchedulerContext}. {@link org.gotask.TaskSpec} and {@link org.gotask.Resources} describe the tasks
 * to run and their needs; {@link org.gotask.SchedEvent} reports changes of their state to the scheduler function. A
 * {@link org.gotask.Codec} encodes values as messages and decodes them.
 *
 * <p>Unless stated otherwise, methods throw {@link NullPointerException} if an argument is null.
 */
@NullMarked
package org.gotask;

import org.jspecify.annotations.NullMarked;
