package org.gotask.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
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
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A program as a process of its own, with a temp folder of its own that shows what it leaves behind. Closing kills it
 * and all it started.
 */
public final class AppProcess implements AutoCloseable {

    /** The project's folder. */
    public static final Path PROJECT =
            Path.of(System.getProperty("gotask.project", "..")).toAbsolutePath().normalize();

    /** The Java that runs the tests. */
    public static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /** For programs that live for seconds: half the processor time, of which there is little on a small machine. */
    public static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** Variables with options for every Java, which says so on its standard error. */
    private static final Set<String> JAVA_OPTIONS = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** A fault, whatever the machine: what is awaited here takes seconds. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(20);

    private final Process process;
    private final Path temp;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;
    private final List<ProcessHandle> seenChildren = new CopyOnWriteArrayList<>();

    private AppProcess(Process process, Path temp) {
        this.process = process;
        this.temp = temp;
        this.readers = List.of(read(process.getInputStream(), out), read(process.getErrorStream(), err));
    }

    /** Starts a runnable jar. */
    public static AppProcess jar(Path temp, String jar, String... args) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("-jar", PROJECT.resolve(jar).toString()));
        command.addAll(Arrays.asList(args));
        return java(temp, Map.of(), command);
    }

    /** Starts a main class of these tests. */
    public static AppProcess main(Path temp, Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(args));
        return java(temp, Map.of(), command);
    }

    /** Starts Java with these arguments. */
    public static AppProcess java(Path temp, Map<String, String> environment, List<String> args) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-Djava.io.tmpdir=" + temp));
        command.addAll(SHORT_LIVED);
        command.addAll(args);
        return start(temp, environment, command);
    }

    /** Starts any program. */
    public static AppProcess command(Path temp, List<String> command) throws IOException {
        return start(temp, Map.of(), command);
    }

    private static AppProcess start(Path temp, Map<String, String> environment, List<String> command)
            throws IOException {
        Files.createDirectories(temp);
        ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
        builder.environment().keySet().removeIf(AppProcess::changesPrograms);
        builder.environment().put("GOTASK_EXECUTOR_JAVA_OPTIONS", String.join(" ", SHORT_LIVED));
        builder.environment().putAll(environment);
        return new AppProcess(builder.start(), temp);
    }

    /** Whether a variable that the user may have set changes what the programs do or print. */
    private static boolean changesPrograms(String variable) {
        return Stream.of("GOTASK_", "LIBPROCESS_", "MESOS_").anyMatch(variable::startsWith)
                || JAVA_OPTIONS.contains(variable);
    }

    private static Thread read(InputStream stream, List<String> lines) {
        return Thread.ofVirtual().start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add("(the stream broke: " + e.getMessage() + ")");
            }
        });
    }

    /** Waits for the end, and for the last line. */
    public int awaitExit() throws InterruptedException {
        return awaitExit(LIMIT);
    }

    public int awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw failure("the process has not ended within " + limit);
        }
        for (Thread reader : readers) {
            reader.join(LIMIT); // longer only if something that the process has started holds the stream open
        }
        return process.exitValue();
    }

    /** Waits for a line on standard output. */
    public void awaitLine(Predicate<String> condition) {
        await(
                "a line of output",
                () -> out.stream().anyMatch(condition) || !readers.getFirst().isAlive());
        if (out.stream().noneMatch(condition)) {
            throw failure("the output ended without the line expected");
        }
    }

    /** Waits for a line on standard error. */
    public void awaitError(Predicate<String> condition) {
        await(
                "a line of errors",
                () -> err.stream().anyMatch(condition) || !readers.getLast().isAlive());
        if (err.stream().noneMatch(condition)) {
            throw failure("the errors ended without the line expected");
        }
    }

    /** Waits until so many executor processes run; they are remembered. */
    public List<ProcessHandle> awaitExecutors(int count) {
        List<ProcessHandle> found = new ArrayList<>();
        await(count + " executors", () -> {
            found.clear();
            found.addAll(executors());
            return found.size() >= count || !process.isAlive();
        });
        if (found.size() < count) {
            throw failure("the process ended with " + found.size() + " executors, not " + count);
        }
        seenChildren.addAll(found);
        return List.copyOf(found);
    }

    /** Those whose Java runs: before that there is a shell, with the same words on its command line. */
    private List<ProcessHandle> executors() {
        return descendants().stream().filter(AppProcess::isExecutor).toList();
    }

    private static boolean isExecutor(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return info.command().filter(program -> program.endsWith("/java")).isPresent()
                && info.commandLine().filter(line -> line.contains("-Xmx")).isPresent();
    }

    /** Those of the executors that were remembered which are still there. */
    public List<ProcessHandle> executorsLeft() {
        return seenChildren.stream().filter(ProcessHandle::isAlive).toList();
    }

    /** Waits until all executors that were remembered are gone. */
    public void awaitExecutorsGone() {
        await("the end of the executors", () -> executorsLeft().isEmpty());
    }

    private void await(String what, Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(LIMIT).pollInterval(POLL).until(condition);
        } catch (ConditionTimeoutException e) {
            throw failure(what + ": awaited in vain for " + LIMIT);
        }
    }

    private AssertionError failure(String problem) {
        return new AssertionError(problem + "; " + output());
    }

    /** Whether the process runs, or how it has ended. */
    private String state() {
        return "process " + process.pid()
                + (process.isAlive() ? " is running" : " has ended with exit code " + process.exitValue());
    }

    /** Writes a line to its standard input. */
    public void say(String line) throws IOException {
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        in.write(line + "\n");
        in.flush();
    }

    /** Ends its standard input. */
    public void endInput() throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).close();
    }

    /** Asks the process to end; the streams stay open, which {@link Process#destroy} closes. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Kills the process, and waits for its end; what it has started goes on. */
    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** All that the process has started and that still runs. */
    public List<ProcessHandle> descendants() {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            return descendants.toList();
        }
    }

    public Process process() {
        return process;
    }

    public List<String> out() {
        return out;
    }

    public List<String> err() {
        return err;
    }

    /** What it told the user went wrong. */
    public List<String> complaints() {
        return err.stream()
                .filter(line -> line.startsWith("gotask: ") && !saysItWaits(line))
                .toList();
    }

    /** Whether a line reports a wait for resources or tasks, which is no fault on a slow machine. */
    static boolean saysItWaits(String line) {
        return line.startsWith("gotask: waiting for ");
    }

    /** The files in its temp folder, except for the directories that failed runs keep. */
    public List<Path> leftBehind() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            // where a JVM puts its performance data, which tools read; removed by the next JVM
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
                    .filter(file -> !isKept(file))
                    .toList();
        }
    }

    /** The work directories that failed runs have kept in its temp folder. */
    public List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.filter(AppProcess::isKept).toList();
        }
    }

    private static boolean isKept(Path directory) {
        return Files.exists(directory.resolve("kept"));
    }

    /** Everything it said and whether it runs, for messages. */
    public String output() {
        return state() + "\nstandard output:\n" + String.join("\n", out) + "\nstandard error:\n"
                + String.join("\n", err);
    }

    @Override
    public void close() {
        descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        seenChildren.forEach(ProcessHandle::destroyForcibly);
    }
}
