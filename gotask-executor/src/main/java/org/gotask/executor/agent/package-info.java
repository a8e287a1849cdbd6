/**
 * What the executor needs of the agent that started it: tasks to run and kill, a way to report on them, and bytes to and
 * from the scheduler. Any cluster that can do this can run GoTask's tasks; nothing here knows which one it is.
 */
@NullMarked
package org.gotask.executor.agent;

import org.jspecify.annotations.NullMarked;
