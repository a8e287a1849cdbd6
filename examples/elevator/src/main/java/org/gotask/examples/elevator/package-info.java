/**
 * The types shared by the scheduler function and the tasks of the elevator control system. A
 * {@link org.gotask.examples.elevator.Rider} calls from a floor, a {@link org.gotask.examples.elevator.Car} carries it.
 * The messages are records, encoded as JSON: a {@link org.gotask.examples.elevator.Tick} to each task, which it answers
 * with a {@link org.gotask.examples.elevator.Report}.
 */
@NullMarked
package org.gotask.examples.elevator;

import org.jspecify.annotations.NullMarked;
