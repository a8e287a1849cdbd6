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
        return new Timings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofSeconds(15));
    }

    Timings withAllocationInterval(Duration interval) {
        return new Timings(
                interval,
                pingInterval,
                registrationRetry,
                updateRetry,
                updateRetryMax,
                executorRegistration,
                shutdownGrace,
                recoveredFramework,
                authentication);
    }

    Timings withPingInterval(Duration interval) {
        return new Timings(
                allocationInterval,
                interval,
                registrationRetry,
                updateRetry,
                updateRetryMax,
                executorRegistration,
                shutdownGrace,
                recoveredFramework,
                authentication);
    }

    Timings withUpdateRetry(Duration first) {
        return new Timings(
                allocationInterval,
                pingInterval,
                registrationRetry,
                first,
                updateRetryMax,
                executorRegistration,
                shutdownGrace,
                recoveredFramework,
                authentication);
    }

    Timings withExecutorRegistration(Duration limit) {
        return new Timings(
                allocationInterval,
                pingInterval,
                registrationRetry,
                updateRetry,
                updateRetryMax,
                limit,
                shutdownGrace,
                recoveredFramework,
                authentication);
    }

    Timings withShutdownGrace(Duration grace) {
        return new Timings(
                allocationInterval,
                pingInterval,
                registrationRetry,
                updateRetry,
                updateRetryMax,
                executorRegistration,
                grace,
                recoveredFramework,
                authentication);
    }

    Timings withRecoveredFramework(Duration least) {
        return new Timings(
                allocationInterval,
                pingInterval,
                registrationRetry,
                updateRetry,
                updateRetryMax,
                executorRegistration,
                shutdownGrace,
                least,
                authentication);
    }

    Timings withAuthentication(Duration limit) {
        return new Timings(
                allocationInterval,
                pingInterval,
                registrationRetry,
                updateRetry,
                updateRetryMax,
                executorRegistration,
                shutdownGrace,
                recoveredFramework,
                limit);
    }
}
