package org.gotask.mesos.local;

import java.time.Duration;
import org.gotask.mesos.local.agent.AgentTimings;
import org.gotask.mesos.local.master.MasterTimings;

/**
 * The intervals and time limits of a cluster. Tests shorten those that have a method in {@link Builder}. Immutable.
 *
 * @param master those of the master
 * @param agent those of each agent
 */
record Timings(MasterTimings master, AgentTimings agent) {

    /** The defaults of Mesos. */
    static Timings defaults() {
        return builder().build();
    }

    /** A builder with the defaults of Mesos. */
    static Builder builder() {
        return new Builder();
    }

    /** Collects the differences from the defaults. Not thread-safe. */
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
            var master = new MasterTimings(allocationInterval, pingInterval, recoveredFramework, authentication);
            return new Timings(
                    master,
                    new AgentTimings(
                            master.pingTimeout(),
                            Duration.ofSeconds(1),
                            authentication,
                            updateRetry,
                            Duration.ofMinutes(10),
                            executorRegistration,
                            shutdownGrace));
        }
    }
}
