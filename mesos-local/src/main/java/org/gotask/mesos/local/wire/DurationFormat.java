package org.gotask.mesos.local.wire;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The notation of durations in Mesos: a whole number and the largest unit that divides the duration, such as {@code
 * 5secs}.
 */
public final class DurationFormat {

    private static final Map<String, Long> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("weeks", Duration.ofDays(7).toNanos());
        UNITS.put("days", Duration.ofDays(1).toNanos());
        UNITS.put("hrs", Duration.ofHours(1).toNanos());
        UNITS.put("mins", Duration.ofMinutes(1).toNanos());
        UNITS.put("secs", Duration.ofSeconds(1).toNanos());
        UNITS.put("ms", 1_000_000L);
        UNITS.put("us", 1_000L);
    }

    private DurationFormat() {}

    /** A duration as text, for example {@code 5secs}. */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            if (nanos != 0 && nanos % unit.getValue() == 0) {
                return nanos / unit.getValue() + unit.getKey();
            }
        }
        return nanos + "ns";
    }
}
