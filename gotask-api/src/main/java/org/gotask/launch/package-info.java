/**
 * What the scheduler tells an executor about a task it launches: the task's spec, index, arguments and environment, as
 * bytes that travel in the launch itself. Only the scheduler and the executor see this package.
 */
@NullMarked
package org.gotask.launch;

import org.jspecify.annotations.NullMarked;
