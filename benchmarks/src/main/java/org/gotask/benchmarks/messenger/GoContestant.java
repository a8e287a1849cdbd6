package org.gotask.benchmarks.messenger;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** mesos-go's messenger, both ends in one process of its own, built from {@code src/main/go/messenger}. Stateless. */
final class GoContestant implements Contestant {

    private final Path program;

    GoContestant(Path program) {
        this.program = program;
    }

    @Override
    public String name() {
        return "mesos-go `messenger`";
    }

    @Override
    public List<Round> run(Plan plan) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "-warmup=" + plan.warmupRounds(),
                        "-rounds=" + plan.rounds(),
                        "-flood=" + plan.flood(),
                        "-steady=" + plan.steady(),
                        "-rate=" + plan.ratePerSecond())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        try (BufferedReader lines = process.inputReader()) {
            List<Round> rounds = lines.lines().map(GoContestant::round).toList();
            if (process.waitFor() != 0 || rounds.size() != plan.rounds()) {
                throw new IOException("mesos-go's messenger did not finish: program=" + program + ", exit code="
                        + process.exitValue() + ", rounds=" + rounds.size());
            }
            return rounds;
        } finally {
            process.destroyForcibly();
        }
    }

    private static Round round(String line) {
        String[] figures = line.split(" ", -1);
        return new Round(
                Double.parseDouble(figures[0]), Double.parseDouble(figures[1]), Double.parseDouble(figures[2]));
    }
}
