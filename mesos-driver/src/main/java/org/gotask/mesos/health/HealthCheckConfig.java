package org.gotask.mesos.health;

import java.time.Duration;
import java.util.Objects;

/**
 * The settings of health checks. Immutable.
 *
 * @param interval the time between the end of a check and the next one; positive
 * @param timeout the time limit for the connection, and again for the response; positive
 * @param threshold the number of successive failures after which the agent is unhealthy; at least 1
 */
public record HealthCheckConfig(Duration interval, Duration timeout, int threshold) {

    /** The values of mesos-go: an interval and a timeout of one second, five failures. */
    public static final HealthCheckConfig DEFAULT =
            new HealthCheckConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), 5);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is outside its range
     */
    public HealthCheckConfig {
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(timeout, "timeout");
        if (!interval.isPositive()
                || timeout.toMillis() < 1
                || timeout.compareTo(Duration.ofHours(1)) > 0
                || threshold < 1) {
            throw new IllegalArgumentException(
                    "health check out of range: interval=" + interval + ", timeout=" + timeout
                            + ", threshold=" + threshold
                            + ", expected interval > 0, 1 ms <= timeout <= 1 h, threshold >= 1");
        }
    }
}
