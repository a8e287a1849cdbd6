package org.gotask.mesos.auth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.gotask.mesos.env.EnvironmentDurations;

/**
 * The timeouts of a driver's attempts to authenticate: a random time from {@code minimum} to a limit, which is {@code
 * minimum + 2 * factor} for the first attempt, and whose excess over the minimum doubles with each further attempt, up
 * to {@code maximum}. Immutable.
 *
 * @param minimum the shortest timeout; positive
 * @param maximum the longest timeout; not shorter than the minimum
 * @param factor determines the growth; positive
 */
public record AuthenticationTimeouts(Duration minimum, Duration maximum, Duration factor) {

    /** The values of Mesos's own driver: from 5 seconds to one minute. */
    public static final AuthenticationTimeouts DEFAULT =
            new AuthenticationTimeouts(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofSeconds(1));

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if a value is not positive or the maximum is shorter than the minimum
     */
    public AuthenticationTimeouts {
        Objects.requireNonNull(minimum, "minimum");
        Objects.requireNonNull(maximum, "maximum");
        Objects.requireNonNull(factor, "factor");
        if (!minimum.isPositive() || !factor.isPositive() || maximum.compareTo(minimum) < 0) {
            throw new IllegalArgumentException("authentication time-outs out of range: minimum=" + minimum
                    + ", maximum=" + maximum + ", factor=" + factor + ", expected 0 < minimum <= maximum, 0 < factor");
        }
    }

    /**
     * Reads {@code MESOS_AUTHENTICATION_TIMEOUT_MIN}, {@code MESOS_AUTHENTICATION_TIMEOUT_MAX} and
     * {@code MESOS_AUTHENTICATION_BACKOFF_FACTOR}, as Mesos's own driver does. A missing variable leaves its default.
     *
     * @throws IllegalArgumentException if a value is malformed or outside its range; the message names the variables
     */
    public static AuthenticationTimeouts fromEnvironment(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        Duration minimum =
                EnvironmentDurations.read(environment, "MESOS_AUTHENTICATION_TIMEOUT_MIN", DEFAULT.minimum, problems);
        Duration maximum =
                EnvironmentDurations.read(environment, "MESOS_AUTHENTICATION_TIMEOUT_MAX", DEFAULT.maximum, problems);
        Duration factor =
                EnvironmentDurations.read(environment, "MESOS_AUTHENTICATION_BACKOFF_FACTOR", DEFAULT.factor, problems);
        if (problems.isEmpty() && maximum.compareTo(minimum) < 0) {
            problems.add("MESOS_AUTHENTICATION_TIMEOUT_MAX is shorter than MESOS_AUTHENTICATION_TIMEOUT_MIN: " + maximum
                    + " < " + minimum);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("malformed environment variable: " + String.join("; ", problems));
        }
        return new AuthenticationTimeouts(minimum, maximum, factor);
    }

    /** The random timeout of an attempt; {@code attempt} counts from 0. */
    public Duration limit(int attempt, RandomGenerator random) {
        // beyond 2^20 the maximum has long been reached; keeps the product from overflowing
        double above = Math.min(factor.toNanos() * Math.pow(2, Math.min(attempt, 20) + 1.0), (double)
                maximum.minus(minimum).toNanos());
        return minimum.plusNanos((long) (random.nextDouble() * above));
    }
}
