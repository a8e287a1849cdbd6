/**
 * The control side of the elevators: the scheduler function ({@link org.gotask.examples.elevator.control.Simulation}),
 * its state and decisions, and the display.
 */
@NullMarked
package org.gotask.examples.elevator.control;

import org.jspecify.annotations.NullMarked;
