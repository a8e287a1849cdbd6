/**
 * The executor side of a GoTask application: {@link org.gotask.executor.GoTaskExecutor} registers task functions by
 * name, and runs each task that the agent launches on its own virtual thread.
 */
@NullMarked
package org.gotask.executor;

import org.jspecify.annotations.NullMarked;
