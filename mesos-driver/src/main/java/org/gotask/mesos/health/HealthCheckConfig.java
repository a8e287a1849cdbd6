package org.gotask.mesos.health;

import java.time.Duration;
import java.util.Objects;

/**
 * How closely an agent is watched. Immutable.
 *
 * @param interval between the end of one question and the next; positive
 * @param timeout how long the agent may take to accept the connection, and as long again to answer; positive
 * @param threshold after so many misses in turn the agent counts as unhealthy; at least 1
 */
public record HealthCheckConfig(Duration interval, Duration timeout, int threshold) {

    /** As mesos-go has it: every second, a second to answer, five misses. */
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
