/**
 * The control room of the elevators: the scheduler function ({@link
 * org.gotask.examples.elevator.control.Simulation}), what it knows and decides, and what it shows.
 */
@NullMarked
package org.gotask.examples.elevator.control;

import org.jspecify.annotations.NullMarked;
