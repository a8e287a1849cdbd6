package org.gotask.mesos;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads times from environment variables, in Mesos's spelling. Stateless. */
final class EnvironmentDurations {

    private EnvironmentDurations() {}

    /** A positive time; what is missing or wrong is {@code otherwise}, and a problem tells what is wrong. */
    static Duration read(Map<String, String> environment, String name, Duration otherwise, List<String> problems) {
        String text = environment.get(name);
        if (text == null) {
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
