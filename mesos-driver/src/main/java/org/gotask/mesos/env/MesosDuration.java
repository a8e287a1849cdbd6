package org.gotask.mesos.env;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Mesos writes them in environment variables: a decimal number and a unit without a space, such as
 * {@code 5secs}, {@code 1.5hrs} or {@code 15mins}. Stateless.
 */
public final class MesosDuration {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,18})?)([a-z]+)");

    private static final Map<String, Duration> UNITS = Map.of(
            "ns", Duration.ofNanos(1),
            "us", Duration.ofNanos(1000),
            "ms", Duration.ofMillis(1),
            "secs", Duration.ofSeconds(1),
            "mins", Duration.ofMinutes(1),
            "hrs", Duration.ofHours(1),
            "days", Duration.ofDays(1),
            "weeks", Duration.ofDays(7));

    private MesosDuration() {}

    /**
     * Parses a duration; truncates it to nanoseconds.
     *
     * @throws IllegalArgumentException if the text is malformed, or the duration is too long to be counted in
     *     nanoseconds
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("'" + text
                    + "' is not a duration, expected a number and ns, us, ms, secs, mins, hrs, days or weeks,"
                    + " such as 5secs");
        }
        BigDecimal nanos = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(unit.toNanos()))
                .setScale(0, RoundingMode.DOWN);
        try {
            return Duration.ofNanos(nanos.longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too long, expected less than 292 years", e);
        }
    }
}
