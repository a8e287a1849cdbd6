/**
 * The scheduler side of a GoTask application: {@link org.gotask.scheduler.GoTaskScheduler} takes task specs and a
 * scheduler function, has the tasks placed, and runs them as a unit: either all of them start or none does, and all end
 * together.
 */
@NullMarked
package org.gotask.scheduler;

import org.jspecify.annotations.NullMarked;
