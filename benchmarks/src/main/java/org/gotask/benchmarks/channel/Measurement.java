package org.gotask.benchmarks.channel;

import java.util.Locale;

/**
 * One number of the comparison.
 *
 * @param workload what was done, for example {@code ping-pong}
 * @param peer who did it, as it is called in the table
 * @param metric what the number counts, for example {@code ns/op}
 * @param median the median of all samples
 * @param error half of the 99.9 % confidence interval of their mean; 0 for a number that was counted or taken once
 */
record Measurement(String workload, String peer, String metric, double median, double error) {

    /** One line of a file, the fields between tabulators. The Go program writes such lines, too. */
    String toLine() {
        return String.join(
                "\t",
                workload,
                peer,
                metric,
                String.format(Locale.ROOT, "%.3f", median),
                String.format(Locale.ROOT, "%.3f", error));
    }

    /**
     * Reads what {@link #toLine} wrote.
     *
     * @throws IllegalArgumentException if the line has another form
     */
    static Measurement ofLine(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException("measurement malformed: line='" + line + "', expected 5 fields");
        }
        return new Measurement(
                fields[0], fields[1], fields[2], Double.parseDouble(fields[3]), Double.parseDouble(fields[4]));
    }
}
