/**
 * The tasks of the elevator control system and the program that runs them: floors, where riders call, and elevators,
 * which carry them.
 */
@NullMarked
package org.gotask.examples.elevator.tasks;

import org.jspecify.annotations.NullMarked;
