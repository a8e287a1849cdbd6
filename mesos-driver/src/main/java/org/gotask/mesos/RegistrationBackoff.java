package org.gotask.mesos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.gotask.mesos.env.EnvironmentDurations;

/**
 * The intervals at which a driver repeats an unanswered registration: random times of up to {@code factor} at first,
 * with a limit that doubles each time up to {@code maximum}. Random intervals keep the frameworks of a cluster from
 * registering with a new master all at once. Immutable.
 *
 * @param factor the maximum of the first interval; positive
 * @param maximum the maximum of all intervals; not shorter than the factor
 */
public record RegistrationBackoff(Duration factor, Duration maximum) {

    /** The values of Mesos's own driver: from 2 seconds to one minute. */
    public static final RegistrationBackoff DEFAULT =
            new RegistrationBackoff(Duration.ofSeconds(2), Duration.ofMinutes(1));

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the factor is not positive or the maximum is shorter than it
     */
    public RegistrationBackoff {
        Objects.requireNonNull(factor, "factor");
        Objects.requireNonNull(maximum, "maximum");
        if (factor.isNegative() || factor.isZero() || maximum.compareTo(factor) < 0) {
            throw new IllegalArgumentException("registration back-off out of range: factor=" + factor + ", maximum="
                    + maximum + ", expected 0 < factor <= maximum");
        }
    }

    /**
     * Reads {@code MESOS_REGISTRATION_BACKOFF_FACTOR}, as Mesos's own driver does. Without the variable the default
     * applies.
     *
     * @throws IllegalArgumentException if the value is malformed or outside its range; the message names the variable
     */
    public static RegistrationBackoff fromEnvironment(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        Duration factor =
                EnvironmentDurations.read(environment, "MESOS_REGISTRATION_BACKOFF_FACTOR", DEFAULT.factor, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("malformed environment variable: " + String.join("; ", problems));
        }
        return new RegistrationBackoff(min(factor, DEFAULT.maximum), DEFAULT.maximum);
    }

    /** The same, but never waiting longer than a tenth of the failover timeout, if there is one. */
    RegistrationBackoff within(double failoverTimeoutSeconds) {
        if (!(failoverTimeoutSeconds > 0)) {
            return this;
        }
        double tenthMillis = Math.min(failoverTimeoutSeconds * 100, (double) maximum.toMillis());
        Duration cap = Duration.ofMillis(Math.max(1, (long) tenthMillis));
        return cap.compareTo(maximum) >= 0 ? this : new RegistrationBackoff(min(factor, cap), cap);
    }

    /** A random wait before attempt {@code attempt + 2}; {@code attempt} counts from 0. */
    Duration delay(int attempt, RandomGenerator random) {
        // beyond 2^20 the maximum has long been reached; keeps the product from overflowing
        double longestNanos =
                Math.min(factor.toNanos() * Math.pow(2, Math.min(attempt, 20)), (double) maximum.toNanos());
        return Duration.ofNanos((long) (random.nextDouble() * longestNanos));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
