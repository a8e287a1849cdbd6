package org.gotask.mesos.local.master;

import java.time.Duration;

/**
 * The intervals and time limits of a master.
 *
 * @param allocationInterval between two rounds of offers
 * @param pingInterval between two pings of an agent
 * @param recoveredFramework the shortest time for which a framework that only agents have reported is kept
 * @param authentication the time limit of one authentication attempt
 */
public record MasterTimings(
        Duration allocationInterval, Duration pingInterval, Duration recoveredFramework, Duration authentication) {

    /** An agent is lost after this number of unanswered pings in a row. */
    static final int MAX_MISSED_PINGS = 5;

    /** The time after which an agent that gets no ping must assume that the master has lost it. */
    public Duration pingTimeout() {
        return pingInterval.multipliedBy(MAX_MISSED_PINGS);
    }
}
