/**
 * The port to the agent that started the executor: tasks to run and kill, status reports, and bytes to and from the
 * scheduler. Any cluster that provides these can run GoTask's tasks; this package depends on none.
 */
@NullMarked
package org.gotask.executor.agent;

import org.jspecify.annotations.NullMarked;
