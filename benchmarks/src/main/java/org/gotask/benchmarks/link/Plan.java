package org.gotask.benchmarks.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a contender has to do, as it is told on its command line.
 *
 * @param name its name in the table
 * @param roundMillis how long a round has to be at least
 * @param tasks how many tasks
 * @param sizes the sizes of messages in bytes
 */
record Plan(String name, long roundMillis, int tasks, List<Integer> sizes) {

    Plan {
        sizes = List.copyOf(sizes);
    }

    static Plan parse(String text) {
        String[] parts = text.split(",", 4);
        return new Plan(
                parts[0],
                Long.parseLong(parts[1]),
                Integer.parseInt(parts[2]),
                Arrays.stream(parts[3].split("\\+")).map(Integer::valueOf).toList());
    }

    @Override
    public String toString() {
        return name + "," + roundMillis + "," + tasks + ","
                + String.join("+", sizes.stream().map(String::valueOf).toList());
    }

    /** All but the round trips, which {@link #ping} describes. */
    List<Scenario> scenarios() {
        List<Scenario> scenarios = new ArrayList<>();
        for (int size : sizes) {
            for (Scenario.Direction direction :
                    List.of(Scenario.Direction.DOWN, Scenario.Direction.UP, Scenario.Direction.BOTH)) {
                scenarios.add(new Scenario(direction, size, tasks));
            }
        }
        return scenarios;
    }

    Scenario ping() {
        return new Scenario(Scenario.Direction.PING, 16, tasks);
    }
}
