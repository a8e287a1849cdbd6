/**
 * The tasks of one executor: which functions are registered under which names, each task's thread and channels, and how
 * all of them end.
 */
@NullMarked
package org.gotask.executor.task;

import org.jspecify.annotations.NullMarked;
