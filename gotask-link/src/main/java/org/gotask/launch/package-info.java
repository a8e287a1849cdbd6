/**
 * The launch format: the description of a task that the scheduler passes to an executor in the launch itself (spec,
 * index, arguments and environment), and the environment entries that configure the executor as a whole. Exported to
 * the scheduler and the executor only.
 */
@NullMarked
package org.gotask.launch;

import org.jspecify.annotations.NullMarked;
