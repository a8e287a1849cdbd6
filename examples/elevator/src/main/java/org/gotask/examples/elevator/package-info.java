/**
 * The types shared by the scheduler function and the tasks of the elevator control system. A
 * {@link org.gotask.examples.elevator.Rider} calls from a floor, a {@link org.gotask.examples.elevator.Car} carries it.
 * {@link org.gotask.examples.elevator.Tick} and {@link org.gotask.examples.elevator.Report} are the messages: one tick
 * to each task and one report from it per step of the simulation.
 */
@NullMarked
package org.gotask.examples.elevator;

import org.jspecify.annotations.NullMarked;
