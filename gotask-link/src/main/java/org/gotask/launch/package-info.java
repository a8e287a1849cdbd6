/**
 * What the scheduler tells an executor about a task it launches: the task's spec, index, arguments and environment, as
 * bytes that travel in the launch itself; and the environment entries that set the executor as a whole. Only the
 * scheduler and the executor see this package.
 */
@NullMarked
package org.gotask.launch;

import org.jspecify.annotations.NullMarked;
