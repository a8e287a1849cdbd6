package org.gotask.benchmarks.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures all peers in one JVM, in turn, with new channels and threads for each of five measurements. JMH measures each
 * peer in a separate JVM, after it has reached a steady state; this shows how soon a channel reaches one of its states,
 * and which. Other load on the machine affects all peers alike, because they alternate within seconds.
 *
 * <p>The arguments are the number of carriers, a file for the results and the titles of the workloads wanted, or none
 * for all. The caller sets the properties of {@link ChannelBenchmark#jvmArgs}.
 */
public final class FreshComparison {

    private static final int WARMUPS = 3;
    private static final int MEASUREMENTS = 5;

    /** The 99.95th percentile of Student's t with {@code MEASUREMENTS - 1} degrees of freedom. */
    private static final double STUDENT = 8.610;

    private FreshComparison() {}

    /** Measures the workloads. */
    public static void main(String[] args) throws InterruptedException, IOException {
        int carriers = Integer.parseInt(args[0]);
        List<String> wanted = List.of(args).subList(2, args.length);
        List<String> lines = new ArrayList<>();
        for (FreshWorkload workload : FreshWorkload.all(carriers)) {
            if (wanted.isEmpty() || wanted.contains(workload.title())) {
                lines.addAll(compare(workload));
            }
        }
        Files.write(Path.of(args[1]), lines);
    }

    private static List<String> compare(FreshWorkload workload) throws InterruptedException {
        Map<Peer, List<Double>> samples = new EnumMap<>(Peer.class);
        for (int round = -WARMUPS; round < MEASUREMENTS; round++) {
            for (Peer peer : workload.peers()) {
                double sample = workload.measure(peer);
                if (round >= 0) {
                    samples.computeIfAbsent(peer, key -> new ArrayList<>()).add(sample);
                }
            }
        }
        List<String> lines = new ArrayList<>();
        samples.forEach((peer, ofPeer) -> {
            Collections.sort(ofPeer);
            System.out.printf(Locale.ROOT, "%-30s %-20s", workload.title(), peer.title());
            ofPeer.forEach(sample -> System.out.printf(Locale.ROOT, " %7.1f", sample));
            System.out.println();
            double median = ofPeer.get(MEASUREMENTS / 2);
            lines.add(new Measurement(workload.title(), peer.title(), "ns/op", median, error(ofPeer)).toLine());
        });
        return lines;
    }

    private static double error(List<Double> samples) {
        double mean = samples.stream().mapToDouble(x -> x).average().orElseThrow();
        double squares =
                samples.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        int count = samples.size();
        return STUDENT * Math.sqrt(squares / (count - 1) / count);
    }
}
