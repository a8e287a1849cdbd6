package org.gotask.mesos.env;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads durations from environment variables, in Mesos's notation. Stateless. */
public final class EnvironmentDurations {

    private EnvironmentDurations() {}

    /**
     * Reads a positive duration; {@code otherwise} if it is missing, empty or invalid. Adds a problem if it is invalid.
     */
    public static Duration read(
            Map<String, String> environment, String name, Duration otherwise, List<String> problems) {
        String text = environment.getOrDefault(name, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            Duration value = MesosDuration.parse(text);
            if (value.isPositive()) {
                return value;
            }
            problems.add(name + "=" + text + ", expected a time above zero");
        } catch (IllegalArgumentException e) {
            problems.add(name + " is malformed: " + e.getMessage());
        }
        return otherwise;
    }
}
