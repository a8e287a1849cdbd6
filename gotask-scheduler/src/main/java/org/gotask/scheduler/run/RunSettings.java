package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.Optional;
import org.gotask.link.LinkConfig;

/**
 * The times and limits of a run.
 *
 * @param offerTimeout how long to wait until all tasks are placed; empty for no limit
 * @param offerHold how long an offer that does not suffice is held
 * @param reportInterval how often to report which resources are missing
 * @param stopTimeout how long tasks may take to return after the scheduler function has
 * @param grace how long tasks and the scheduler function may take to end when the run fails
 * @param drainTimeout the longest transit of a message after the end of all tasks; later it counts as lost
 * @param link the links to the executors
 */
public record RunSettings(
        Optional<Duration> offerTimeout,
        Duration offerHold,
        Duration reportInterval,
        Duration stopTimeout,
        Duration grace,
        Duration drainTimeout,
        LinkConfig link) {

    /** For the engine, the agents and the operating system, in addition to the grace periods. */
    private static final Duration END_MARGIN = Duration.ofSeconds(15);

    /** The longest time from cancellation to end: twice the grace period here, twice on agents, and a margin. */
    public Duration longestEnd() {
        return grace.multipliedBy(4).plus(END_MARGIN);
    }
}
