package org.gotask.executor.task;

import java.time.Duration;

/**
 * The division of the time that an agent grants an executor for its end.
 *
 * @param tasks how long tasks may take to end
 * @param lastReports how long the last reports to the agent may take
 */
record LastSteps(Grace tasks, Duration lastReports) {

    /**
     * The agent kills the process at the end of its grace period, which began a moment before the executor's. A tenth
     * of it therefore stays unused, two tenths are for the last reports, and up to seven for the tasks.
     *
     * @param agentGrace from the agent's request to its SIGKILL
     * @param taskGrace how long tasks may take to return, and again after an interrupt
     */
    static LastSteps within(Duration agentGrace, Duration taskGrace) {
        Duration tenth = agentGrace.dividedBy(10);
        return new LastSteps(Grace.of(taskGrace).within(tenth.multipliedBy(7)), tenth.multipliedBy(2));
    }
}
