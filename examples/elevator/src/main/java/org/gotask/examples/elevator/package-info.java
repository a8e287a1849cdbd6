/**
 * The elevator control system: what its scheduler function and its tasks share. A {@link
 * org.gotask.examples.elevator.Rider} calls from a floor, a {@link org.gotask.examples.elevator.Car} carries it, and
 * {@link org.gotask.examples.elevator.Tick} and {@link org.gotask.examples.elevator.Report} are the messages between the
 * two sides: one tick down and one report up for every task and tick.
 */
@NullMarked
package org.gotask.examples.elevator;

import org.jspecify.annotations.NullMarked;
