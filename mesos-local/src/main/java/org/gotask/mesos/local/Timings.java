package org.gotask.mesos.local;

import java.time.Duration;

/**
 * How long master and agents wait; the defaults are those of Mesos. Tests shorten them.
 *
 * @param allocationInterval between two rounds of offers
 * @param pingInterval between two pings of an agent; five in a row without an answer and it is lost
 * @param registrationRetry first wait of an agent for the answer to its registration; doubles
 * @param updateRetry first wait for the acknowledgement of a status update; doubles
 * @param updateRetryMax longest wait for it
 * @param executorRegistration from the launch of an executor, fetching included, to its registration
 * @param shutdownGrace from the request to end to SIGKILL, unless the executor says otherwise
 * @param recoveredFramework at least this long a framework that agents have told of is waited for
 * @param authentication for one attempt of a client to prove who it is
 */
record Timings(
        Duration allocationInterval,
        Duration pingInterval,
        Duration registrationRetry,
        Duration updateRetry,
        Duration updateRetryMax,
        Duration executorRegistration,
        Duration shutdownGrace,
        Duration recoveredFramework,
        Duration authentication) {

    static final int MAX_MISSED_PINGS = 5;

    static Timings defaults() {
        return builder().build();
    }

    static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    static final class Builder {

        private Duration allocationInterval = Duration.ofSeconds(1);
        private Duration pingInterval = Duration.ofSeconds(15);
        private Duration updateRetry = Duration.ofSeconds(10);
        private Duration executorRegistration = Duration.ofMinutes(1);
        private Duration shutdownGrace = Duration.ofSeconds(5);
        private Duration recoveredFramework = Duration.ofMinutes(1);
        private Duration authentication = Duration.ofSeconds(15);

        private Builder() {}

        Builder allocationInterval(Duration interval) {
            allocationInterval = interval;
            return this;
        }

        Builder pingInterval(Duration interval) {
            pingInterval = interval;
            return this;
        }

        Builder updateRetry(Duration first) {
            updateRetry = first;
            return this;
        }

        Builder executorRegistration(Duration limit) {
            executorRegistration = limit;
            return this;
        }

        Builder shutdownGrace(Duration grace) {
            shutdownGrace = grace;
            return this;
        }

        Builder recoveredFramework(Duration least) {
            recoveredFramework = least;
            return this;
        }

        Builder authentication(Duration limit) {
            authentication = limit;
            return this;
        }

        Timings build() {
            return new Timings(
                    allocationInterval,
                    pingInterval,
                    Duration.ofSeconds(1),
                    updateRetry,
                    Duration.ofMinutes(10),
                    executorRegistration,
                    shutdownGrace,
                    recoveredFramework,
                    authentication);
        }
    }
}
