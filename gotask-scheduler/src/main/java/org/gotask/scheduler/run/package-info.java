/**
 * One run, from its first offer to its end: {@link org.gotask.scheduler.run.Run} waits until all tasks can be placed,
 * launches them together, runs the scheduler function, and stops everything when the function returns or any part
 * fails. Uses the cluster only through its port.
 */
@NullMarked
package org.gotask.scheduler.run;

import org.jspecify.annotations.NullMarked;
