package org.gotask.executor.task;

import java.time.Duration;

/**
 * What an executor does with the time that its agent leaves it for its end.
 *
 * @param tasks how long tasks may take to end
 * @param words how long the last words to the agent may take
 */
record LastSteps(Grace tasks, Duration words) {

    /**
     * The agent kills the process when its grace is over, and began to count a moment before the executor did: a tenth of
     * the time is left unused, two tenths are for the last words, seven for the tasks if they are given so much.
     *
     * @param agentGrace from the agent's request to its SIGKILL
     * @param taskGrace how long tasks may take to return, and again to heed an interrupt
     */
    static LastSteps within(Duration agentGrace, Duration taskGrace) {
        Duration tenth = agentGrace.dividedBy(10);
        return new LastSteps(Grace.of(taskGrace).within(tenth.multipliedBy(7)), tenth.multipliedBy(2));
    }
}
