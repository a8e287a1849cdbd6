package org.gotask.benchmarks.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gotask.mesos.local.MesosLocal;

/**
 * Measures links from process to process and prints a table in Markdown. {@code scripts/benchmark-links} runs it. With the
 * links there are three processes, a local Mesos, the scheduler and the executor; with the others two.
 */
public final class LinkBenchmark {

    private static final List<String> CONTENDERS = List.of("reliable", "mesosgot", "grpc", "tcp");

    /** The naïve way moves so little that the large messages would say nothing new. */
    private static final List<Integer> ALL_SIZES = List.of(16, 256, 4096, 1 << 20);

    private final Table table = new Table();
    private final long roundMillis;
    private final List<Integer> sizes;
    private final Path executor;

    private LinkBenchmark(long roundMillis, List<Integer> sizes, Path executor) {
        this.roundMillis = roundMillis;
        this.sizes = sizes;
        this.executor = executor;
    }

    /**
     * Runs the contenders, one after another.
     *
     * @param args {@code --quick} to see whether it runs at all; {@code --only reliable+tcp} for some of reliable, mesosgot,
     *     grpc and tcp; {@code --tasks 1+64}; {@code --sizes 16+1048576}; {@code --round MILLIS} for the length of a round
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        long round = 1500;
        Set<String> only = new TreeSet<>(CONTENDERS);
        List<Integer> tasks = List.of(1, 64);
        List<Integer> sizes = ALL_SIZES;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> round = 50;
                case "--round" -> round = Long.parseLong(args[++i]);
                case "--only" -> only.retainAll(List.of(args[++i].split("\\+")));
                case "--tasks" -> tasks = numbers(args[++i]);
                case "--sizes" -> sizes = numbers(args[++i]);
                default -> throw new IllegalArgumentException("unknown argument: " + args[i]);
            }
        }
        Path script = Files.createTempFile("gotask-benchmark-executor", ".sh");
        try {
            Files.writeString(
                    script, "#!/bin/sh\nexec '" + String.join("' '", Child.command(TaskExecutor.class)) + "'\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            LinkBenchmark benchmark = new LinkBenchmark(round, sizes, script);
            for (int count : tasks) {
                for (String contender : CONTENDERS) {
                    if (only.contains(contender)) {
                        benchmark.run(contender, count);
                    }
                }
            }
            System.out.println();
            benchmark.table.print(System.out);
        } finally {
            Files.delete(script);
        }
    }

    private static List<Integer> numbers(String text) {
        return Arrays.stream(text.split("\\+")).map(Integer::valueOf).toList();
    }

    private void run(String contender, int tasks) throws IOException, InterruptedException {
        Plan plan = new Plan(contender, roundMillis, tasks, sizes);
        switch (contender) {
            case "grpc" -> runPair(GrpcServer.class, GrpcClient.class, plan);
            case "tcp" -> runPair(TcpServer.class, TcpClient.class, plan);
            default -> runLink(plan);
        }
    }

    private void runPair(Class<?> serverMain, Class<?> clientMain, Plan plan) throws IOException, InterruptedException {
        try (Child server = Child.start(serverMain, List.of())) {
            String port = server.awaitWord("port=");
            try (Child client = Child.start(clientMain, List.of(plan.toString(), port))) {
                check(client.awaitEnd(this::line), plan);
            }
        }
    }

    private void runLink(Plan plan) throws IOException, InterruptedException {
        try (Child mesos = Child.start(
                MesosLocal.class, List.of("--port", "0", "--agents", "1", "--resources", "cpus=8,mem=8192"))) {
            String master = mesos.awaitWord("master=");
            List<String> args = new ArrayList<>(List.of(plan.toString()));
            args.addAll(List.of("--master", master, "--executor", executor.toString(), "--link", plan.name()));
            try (Child scheduler = Child.start(TaskScheduler.class, args)) {
                check(scheduler.awaitEnd(this::line), plan);
            }
        }
    }

    private static void check(int exitCode, Plan plan) throws IOException {
        if (exitCode != 0) {
            throw new IOException("contender " + plan + " failed with exit code " + exitCode);
        }
    }

    private void line(String line) {
        System.out.println(line);
        if (line.startsWith(Rounds.PREFIX)) {
            table.add(line.substring(Rounds.PREFIX.length()));
        }
    }
}
