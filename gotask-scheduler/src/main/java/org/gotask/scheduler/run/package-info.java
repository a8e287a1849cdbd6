/**
 * One run from its first offer to its end: {@link org.gotask.scheduler.run.Run} waits until all tasks have a place,
 * launches them together, lets the scheduler function direct them, and stops everything when it returns or anything
 * fails. Knows the cluster only as its port.
 */
@NullMarked
package org.gotask.scheduler.run;

import org.jspecify.annotations.NullMarked;
