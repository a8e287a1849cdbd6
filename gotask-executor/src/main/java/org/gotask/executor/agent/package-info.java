/**
 * The port to the agent that started the executor: tasks to run and kill, status reports, and bytes to and from the
 * scheduler. An {@link org.gotask.executor.agent.AgentPortProvider} connects executors to the agents of one cluster
 * engine; this package depends on none.
 */
@NullMarked
package org.gotask.executor.agent;

import org.jspecify.annotations.NullMarked;
