package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Processes that run {@link MesosLocal}, each with its own temporary folder; closing ends all of them. */
final class Programs implements AutoCloseable {

    private final List<Process> started = new ArrayList<>();

    Process start(Path temporary, String... flags) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                MesosLocal.class.getName()));
        command.addAll(List.of(flags));
        Process program = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(program);
        return program;
    }

    /** Waits until a program is ready; returns the master that it prints. To be called once. */
    static String master(Process program) throws IOException {
        String line = Optional.ofNullable(program.inputReader().readLine()).orElse("");
        assertThat(line).matches("mesos-local: master=\\S+ agents=\\d+");
        return line.replaceAll(".*master=(\\S+) .*", "$1");
    }

    @Override
    public void close() {
        started.forEach(Process::destroy);
        started.forEach(program -> {
            try {
                if (!program.waitFor(60, TimeUnit.SECONDS)) {
                    program.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
