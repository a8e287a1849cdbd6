package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.Optional;
import org.gotask.link.LinkConfig;

/**
 * The times and limits of a run.
 *
 * @param offerTimeout how long to wait until all tasks are placed; empty for ever
 * @param offerHold how long an offer may be held while it is not enough
 * @param reportInterval how often to say what is still missing
 * @param stopTimeout how long tasks may take to return when the scheduler function has
 * @param grace how long tasks and the scheduler function may take to end when the run fails
 * @param lateMessages how long messages of tasks that have finished may be under way before they count as lost
 * @param link the links to the executors
 */
public record RunSettings(
        Optional<Duration> offerTimeout,
        Duration offerHold,
        Duration reportInterval,
        Duration stopTimeout,
        Duration grace,
        Duration lateMessages,
        LinkConfig link) {

    /** What engine, agents and the system may need beside the graces. */
    private static final Duration END_MARGIN = Duration.ofSeconds(15);

    /** How long a run takes to end at the most when it is cancelled: twice the grace here, as much on agents, and some. */
    public Duration longestEnd() {
        return grace.multipliedBy(4).plus(END_MARGIN);
    }
}
