package org.gotask.system.strangers;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gotask.system.AppProcess;
import org.gotask.system.MischiefApp;
import org.gotask.system.app.VisitedScheduler;

/**
 * A run of two tasks in two executors that lives until the test ends it, and shows with an echo that it does. Confined to
 * one thread.
 */
final class VisitedRun implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(60);
    private static final Path LOG = AppProcess.PROJECT.resolve("examples/hello/src/main/resources/logback.xml");

    private final AppProcess app;
    private final Path temp;
    private final Writer input;
    private final List<ProcessHandle> executors;
    private int echoes;

    private VisitedRun(AppProcess app, Path temp, List<ProcessHandle> executors) {
        this.app = app;
        this.temp = temp;
        this.executors = executors;
        this.input =
                new BufferedWriter(new OutputStreamWriter(app.process().getOutputStream(), StandardCharsets.UTF_8));
    }

    /** Starts it on two agents inside its own process, and waits until both tasks run. */
    static VisitedRun onLocalAgents(Path folder, String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("--master=local[2]"));
        all.addAll(Arrays.asList(args));
        Path temp = folder.resolve("tmp");
        AppProcess app = app(folder, temp, all);
        return started(app, app, temp);
    }

    /** Starts it on a cluster that is another process, and waits until both tasks run. */
    static VisitedRun on(AppProcess cluster, String master, Path folder, String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("--master=" + master));
        all.addAll(Arrays.asList(args));
        Path temp = folder.resolve("tmp");
        return started(app(folder, temp, all), cluster, temp);
    }

    /** The same with another executor and heap; logs as the examples do, that is warnings only. */
    static VisitedRun withLittleMemory(Path folder, Path executor, String heap, String... args) throws IOException {
        Path temp = folder.resolve("tmp");
        List<String> all = new ArrayList<>(List.of(
                heap,
                "-Dlogback.configurationFile=" + LOG,
                "-cp",
                System.getProperty("java.class.path"),
                VisitedScheduler.class.getName(),
                "--master=local[2]",
                "--max-message=8", // needs a heap of 64 MiB
                "--executor=" + executor));
        all.addAll(Arrays.asList(args));
        AppProcess app = AppProcess.java(temp, Map.of(), all);
        return started(app, app, temp);
    }

    /** Logs all that it can, so that a test sees what others could read there. */
    private static AppProcess app(Path folder, Path temp, List<String> args) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "-Dlogback.configurationFile=" + LOG,
                "-cp",
                System.getProperty("java.class.path"),
                VisitedScheduler.class.getName(),
                "--executor=" + MischiefApp.executor(folder)));
        all.addAll(args);
        return AppProcess.java(temp, Map.of("GOTASK_LOG", "debug"), all);
    }

    private static VisitedRun started(AppProcess app, AppProcess parentOfExecutors, Path temp) throws IOException {
        try {
            VisitedRun run = new VisitedRun(app, temp, parentOfExecutors.awaitExecutors(2));
            run.echo();
            return run;
        } catch (IOException | RuntimeException | Error e) {
            app.close();
            throw e;
        }
    }

    /** Sends a message to a task and waits for its answer: the run lives. */
    void echo() throws IOException {
        String text = "still here " + ++echoes;
        input.write(text + "\n");
        input.flush();
        app.awaitLine(("echo: " + text)::equals);
    }

    /** Lets the run come to its good end; its exit code. */
    int end() throws IOException, InterruptedException {
        input.close();
        return app.awaitExit(END);
    }

    AppProcess app() {
        return app;
    }

    /** Its processes: the scheduler, and the executors with the shells that started them. */
    List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>(List.of(app.process().toHandle()));
        app.process().descendants().forEach(all::add);
        executors.stream().filter(executor -> !all.contains(executor)).forEach(all::add);
        return all;
    }

    List<ProcessHandle> executors() {
        return executors;
    }

    /** Where it listens: master, agents, scheduler, executors, and the server of the executor's program. */
    Set<Integer> ports() throws IOException {
        Set<Integer> ports = new TreeSet<>();
        for (ProcessHandle process : processes()) {
            ports.addAll(OpenPorts.of(process));
        }
        return ports;
    }

    /** The folder in which it makes its temporary files. */
    Path temp() {
        return temp;
    }

    /** What the agent has told an executor, which only the user of the run can read. */
    Map<String, String> environment(ProcessHandle executor) throws IOException {
        return Arrays.stream(Files.readString(Path.of("/proc/" + executor.pid() + "/environ"))
                        .split("\0", -1))
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1),
                        (first, second) -> first));
    }

    @Override
    public void close() {
        executors.forEach(ProcessHandle::destroyForcibly);
        app.close();
    }
}
