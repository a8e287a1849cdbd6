package org.gotask.benchmarks.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures one workload with all its peers on the JVM and writes the numbers to a file. The arguments are the workload,
 * the file and, if the defaults of {@link ChannelBenchmark} are not wanted, options of JMH.
 */
public final class Comparison {

    private static final Map<String, Class<?>> WORKLOADS = Map.of(
            "ping-pong", PingPongBenchmark.class,
            "one-way", OneWayBenchmark.class,
            "buffered", BufferedBenchmark.class,
            "four-by-four", FourByFourBenchmark.class,
            "select", SelectBenchmark.class,
            "ring", RingBenchmark.class,
            "unpark", UnparkBenchmark.class);

    private Comparison() {}

    /** Runs the workload. */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException, IOException {
        String workload = args[0];
        Class<?> benchmark = WORKLOADS.get(workload);
        if (benchmark == null) {
            System.err.println("unknown workload: workload=" + workload + ", expected one of " + WORKLOADS.keySet());
            System.exit(2);
            return;
        }
        List<String> jmhArgs = List.of(args).subList(2, args.length);
        var options = new OptionsBuilder()
                .parent(new CommandLineOptions(jmhArgs.toArray(String[]::new)))
                .include("\\." + benchmark.getSimpleName() + "\\.")
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .addProfiler(PinnedProfiler.class);
        List<String> lines = new ArrayList<>();
        for (int carriers : workload.equals("unpark") ? new int[] {1, 2} : new int[] {2}) {
            options.jvmArgsAppend(ChannelBenchmark.jvmArgs(carriers));
            for (RunResult result : new Runner(options.build()).run()) {
                for (Measurement measurement : measurements(workload, carriers, result)) {
                    lines.add(measurement.toLine());
                }
            }
        }
        Files.write(Path.of(args[1]), lines);
    }

    private static List<Measurement> measurements(String workload, int carriers, RunResult result) {
        String peer = Peer.valueOf(result.getParams().getParam("peer")).title();
        String capacity = result.getParams().getParam("capacity");
        String threads = result.getParams().getParam("threads");
        String name = workload;
        if (capacity != null) {
            name += capacity.equals("0") ? ", rendezvous" : ", buffered";
        } else if (threads != null) {
            name = unpark(Integer.parseInt(threads), carriers);
        }
        var time = result.getPrimaryResult();
        List<Measurement> measurements = new ArrayList<>();
        measurements.add(
                new Measurement(name, peer, "ns/op", time.getStatistics().getPercentile(50), time.getScoreError()));
        for (Result<?> secondary : result.getSecondaryResults().values()) {
            if (secondary.getLabel().endsWith("gc.alloc.rate.norm")) {
                measurements.add(new Measurement(name, peer, "B/op", secondary.getScore(), secondary.getScoreError()));
            }
        }
        measurements.add(new Measurement(name, peer, PinnedProfiler.COUNT, pinned(result), 0));
        return measurements;
    }

    /** The row of virtual threads that only unpark each other. */
    static String unpark(int threads, int carriers) {
        return (threads == 2 ? "unpark, two threads" : "unpark, ring") + (carriers == 1 ? ", one carrier" : "");
    }

    /** The sum over the forks of what was counted by the last iteration of each. */
    private static double pinned(RunResult run) {
        return run.getBenchmarkResults().stream()
                .mapToDouble(fork -> {
                    Collection<IterationResult> iterations = fork.getIterationResults();
                    return iterations.stream()
                            .flatMap(iteration -> iteration.getSecondaryResults().values().stream())
                            .filter(result -> result.getLabel().endsWith(PinnedProfiler.COUNT))
                            .mapToDouble(result -> result.getScore())
                            .max()
                            .orElseThrow();
                })
                .sum();
    }
}
