/**
 * The tasks of one executor: the registry of task functions, the thread and channels of each task, and the orderly end
 * of all tasks.
 */
@NullMarked
package org.gotask.executor.task;

import org.jspecify.annotations.NullMarked;
