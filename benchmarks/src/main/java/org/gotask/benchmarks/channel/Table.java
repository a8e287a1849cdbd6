package org.gotask.benchmarks.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Merges all measurements into tables of Markdown: a row for each workload, a column for each peer. The arguments are
 * the folder of the measurements, a Markdown file, the name of a section in it and a line that says how and where they
 * were taken. What is in the file between the markers of the section is replaced; without a file the tables are
 * printed.
 */
public final class Table {

    /** The workloads in the order of the table. */
    private static final List<String> WORKLOADS = List.of(
            "ping-pong",
            "one-way",
            "buffered",
            "four-by-four",
            "select, rendezvous",
            "select, buffered",
            "ring",
            "unpark, two threads",
            "unpark, two threads, one carrier",
            "unpark, ring",
            "unpark, ring, one carrier",
            "idle channel, rendezvous",
            "idle channel, buffered",
            "waiting receiver, rendezvous",
            "waiting receiver, buffered");

    /** What was measured, by workload, and then by peer. */
    private final Map<String, Map<String, Measurement>> cells = new LinkedHashMap<>();

    private final String metric;

    private Table(String metric, List<Measurement> measurements) {
        this.metric = metric;
        for (String workload : WORKLOADS) {
            for (Measurement measurement : measurements) {
                if (measurement.metric().equals(metric)
                        && measurement.workload().equals(workload)) {
                    cells.computeIfAbsent(workload, key -> new LinkedHashMap<>())
                            .put(measurement.peer(), measurement);
                }
            }
        }
    }

    /** Writes the tables. */
    public static void main(String[] args) throws IOException {
        List<Measurement> measurements = read(Path.of(args[0]));
        String tables = tables(measurements);
        if (args.length == 1) {
            System.out.print(tables);
        } else {
            insert(Path.of(args[1]), args[2], args[3] + "\n\n" + tables);
        }
    }

    private static String tables(List<Measurement> measurements) {
        StringBuilder text = new StringBuilder();
        append(
                text,
                "Median and half of the 99.9 % confidence interval in ns per operation; in brackets the ratio to"
                        + " GoTask, above 1 where GoTask is faster.",
                new Table("ns/op", measurements));
        append(
                text,
                "Bytes allocated per operation, and events `jdk.VirtualThreadPinned` during the measurement of GoTask.",
                new Table("B/op", measurements));
        text.append(pinned(measurements));
        append(
                text,
                "Bytes of memory; a waiting receiver with its thread, coroutine or goroutine, without its channel.",
                new Table("bytes", measurements));
        return text.toString();
    }

    private static void append(StringBuilder text, String title, Table table) {
        if (!table.cells.isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n").append(title).append("\n\n").append(table.markdown());
        }
    }

    private static List<Measurement> read(Path folder) throws IOException {
        List<Measurement> measurements = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "*.tsv")) {
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    measurements.add(Measurement.ofLine(line));
                }
            }
        }
        return measurements;
    }

    private static void insert(Path file, String section, String tables) throws IOException {
        String text = Files.readString(file);
        String beginLine = "<!-- " + section + ": begin -->";
        String endLine = "<!-- " + section + ": end -->";
        int begin = text.indexOf(beginLine);
        int end = text.indexOf(endLine);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "no place for the tables: file=" + file + ", expected the lines " + beginLine + " and " + endLine);
        }
        Files.writeString(file, text.substring(0, begin + beginLine.length()) + "\n" + tables + text.substring(end));
    }

    private static String pinned(List<Measurement> measurements) {
        String counts = measurements.stream()
                .filter(one ->
                        one.metric().equals(PinnedProfiler.COUNT) && one.peer().equals(Peer.GOTASK.title()))
                .map(one -> one.workload() + " " + (long) one.median())
                .collect(Collectors.joining("; "));
        return counts.isEmpty() ? "" : "\nPinned: " + counts + ".\n";
    }

    private String markdown() {
        List<String> peers = peers();
        StringBuilder text = new StringBuilder();
        text.append("| | ").append(String.join(" | ", peers)).append(" |\n");
        text.append("| --- |").append(" ---: |".repeat(peers.size())).append('\n');
        cells.forEach((workload, row) -> {
            text.append("| ").append(workload).append(" |");
            for (String peer : peers) {
                text.append(' ').append(cell(row, peer)).append(" |");
            }
            text.append('\n');
        });
        return text.toString();
    }

    private String cell(Map<String, Measurement> row, String peer) {
        Measurement measurement = row.get(peer);
        if (measurement == null) {
            return "";
        }
        String number = number(measurement.median());
        if (!metric.equals("ns/op")) {
            return number;
        }
        String cell = number + " ± " + number(measurement.error());
        Measurement ours = row.get(Peer.GOTASK.title());
        return ours == null || peer.equals(Peer.GOTASK.title())
                ? cell
                : cell + " (" + String.format(Locale.ROOT, "%.2f", measurement.median() / ours.median()) + ")";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    /** Those who have a number in this table. */
    private List<String> peers() {
        Set<String> present = new LinkedHashSet<>();
        cells.values().forEach(row -> present.addAll(row.keySet()));
        List<String> peers = new ArrayList<>();
        for (Peer peer : Peer.values()) {
            if (present.contains(peer.title())) {
                peers.add(peer.title());
            }
        }
        return peers;
    }
}
