/**
 * The executor side of a GoTask application: {@link org.gotask.executor.GoTaskExecutor} holds the task functions by name
 * and runs each task that an agent hands it on a virtual thread of its own.
 */
@NullMarked
package org.gotask.executor;

import org.jspecify.annotations.NullMarked;
