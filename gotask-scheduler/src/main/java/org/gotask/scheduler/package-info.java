/**
 * The scheduler side of a GoTask application: {@link org.gotask.scheduler.GoTaskScheduler} takes task specs and a
 * scheduler function, gets the tasks placed, and runs them as one: all or none start, and all end together.
 */
@NullMarked
package org.gotask.scheduler;

import org.jspecify.annotations.NullMarked;
