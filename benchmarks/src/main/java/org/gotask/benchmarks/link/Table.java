package org.gotask.benchmarks.link;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The results side by side, a row for each scenario and a column for each contender. */
final class Table {

    private final Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    private final Set<String> contenders = new LinkedHashSet<>();

    /** Takes a line of {@link Rounds}. */
    void add(String result) {
        String[] words = result.split(" ", -1);
        double first = Double.parseDouble(words[4]);
        double second = Double.parseDouble(words[5]);
        boolean ping = words[1].equals(Scenario.Direction.PING.name());
        String cell = ping ? text("%,.0f / %,.0f µs", first, second) : text("%,.0f/s, %,.1f MB/s", first, second);
        String row = words[3] + (words[3].equals("1") ? " task" : " tasks") + " | "
                + (ping ? "ping-pong p50 / p99" : words[1].toLowerCase(Locale.ROOT)) + " | " + words[2];
        contenders.add(words[0]);
        cells.computeIfAbsent(row, key -> new LinkedHashMap<>()).put(words[0], cell);
    }

    private static String text(String format, double first, double second) {
        return String.format(Locale.ROOT, format, first, second);
    }

    void print(PrintStream out) {
        out.println("| tasks | way | bytes | " + String.join(" | ", contenders) + " |");
        out.println("| --- | --- | --- |" + " --- |".repeat(contenders.size()));
        cells.forEach((row, byContender) -> {
            StringBuilder line = new StringBuilder("| ").append(row).append(" |");
            contenders.forEach(contender -> line.append(' ')
                    .append(byContender.getOrDefault(contender, "–"))
                    .append(" |"));
            out.println(line);
        });
    }
}
