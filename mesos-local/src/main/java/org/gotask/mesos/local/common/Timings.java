package org.gotask.mesos.local.common;

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
public record Timings(
        Duration allocationInterval,
        Duration pingInterval,
        Duration registrationRetry,
        Duration updateRetry,
        Duration updateRetryMax,
        Duration executorRegistration,
        Duration shutdownGrace,
        Duration recoveredFramework,
        Duration authentication) {

    /** After so many pings in a row without an answer, the master and the agent each take the other for lost. */
    public static final int MAX_MISSED_PINGS = 5;

    /** Those of Mesos. */
    public static Timings defaults() {
        return builder().build();
    }

    /** Begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {

        private Duration allocationInterval = Duration.ofSeconds(1);
        private Duration pingInterval = Duration.ofSeconds(15);
        private Duration updateRetry = Duration.ofSeconds(10);
        private Duration executorRegistration = Duration.ofMinutes(1);
        private Duration shutdownGrace = Duration.ofSeconds(5);
        private Duration recoveredFramework = Duration.ofMinutes(1);
        private Duration authentication = Duration.ofSeconds(15);

        private Builder() {}

        /** Between two rounds of offers. */
        public Builder allocationInterval(Duration interval) {
            allocationInterval = interval;
            return this;
        }

        /** Between two pings of an agent. */
        public Builder pingInterval(Duration interval) {
            pingInterval = interval;
            return this;
        }

        /** First wait for the acknowledgement of a status update. */
        public Builder updateRetry(Duration first) {
            updateRetry = first;
            return this;
        }

        /** From the launch of an executor to its registration. */
        public Builder executorRegistration(Duration limit) {
            executorRegistration = limit;
            return this;
        }

        /** From the request to end to SIGKILL. */
        public Builder shutdownGrace(Duration grace) {
            shutdownGrace = grace;
            return this;
        }

        /** How long a framework that agents have reported is waited for. */
        public Builder recoveredFramework(Duration least) {
            recoveredFramework = least;
            return this;
        }

        /** For one attempt of a client to authenticate. */
        public Builder authentication(Duration limit) {
            authentication = limit;
            return this;
        }

        /** The timings. */
        public Timings build() {
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
