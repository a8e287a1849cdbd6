package org.gotask.mesos.local.agent;

import java.time.Duration;

/**
 * The intervals and time limits of an agent.
 *
 * @param pingTimeout after this time without a ping the agent registers again, unless the master announces another
 *     value
 * @param registrationRetry the first wait for the answer to a registration; doubles
 * @param authentication the time limit of one authentication attempt
 * @param updateRetry the first wait for the acknowledgement of a status update; doubles
 * @param updateRetryMax the longest wait for the acknowledgement of a status update
 * @param executorRegistration from the launch of an executor, including the fetcher, to its registration
 * @param shutdownGrace from the shutdown message to SIGKILL, for executors that do not specify it
 */
public record AgentTimings(
        Duration pingTimeout,
        Duration registrationRetry,
        Duration authentication,
        Duration updateRetry,
        Duration updateRetryMax,
        Duration executorRegistration,
        Duration shutdownGrace) {}
