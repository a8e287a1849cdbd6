package org.gotask.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

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
        builder.environment().keySet().removeIf(name -> name.startsWith("GOTASK_"));
        builder.environment().put("GOTASK_EXECUTOR_JAVA_OPTIONS", String.join(" ", SHORT_LIVED));
        builder.environment().putAll(environment);
        return new AppProcess(builder.start(), temp);
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
    public int awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the process has not ended within " + limit + ":\n" + output());
        }
        for (Thread reader : readers) {
            reader.join(Duration.ofSeconds(10));
        }
        return process.exitValue();
    }

    /** Waits for a line on standard output. */
    public void awaitLine(Predicate<String> condition) {
        Awaitility.await("a line of output")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> out.stream().anyMatch(condition) || !process.isAlive());
        if (out.stream().noneMatch(condition)) {
            throw new AssertionError("the process ended without the line expected:\n" + output());
        }
    }

    /** Waits until so many executor processes run; they are remembered. */
    public List<ProcessHandle> awaitExecutors(int count) {
        Awaitility.await("executors")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> executors().size() >= count || !process.isAlive());
        List<ProcessHandle> executors = executors();
        if (executors.size() < count) {
            throw new AssertionError("the process ended before it had " + count + " executors:\n" + output());
        }
        seenChildren.addAll(executors);
        return executors;
    }

    private List<ProcessHandle> executors() {
        return process.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("-Xmx"))
                .toList();
    }

    /** Waits until all executors that were remembered are gone. */
    public void awaitExecutorsGone(Duration limit) {
        Awaitility.await("executors gone")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> seenChildren.stream().noneMatch(ProcessHandle::isAlive));
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

    /** Whether a line says that resources are waited for, which on a slow machine is nothing wrong. */
    static boolean saysItWaits(String line) {
        return line.startsWith("gotask: waiting for resources: ");
    }

    /** What is in its temp folder now. */
    public List<Path> leftBehind() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            // where a JVM puts its performance data, which tools read; removed by the next JVM
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
                    .toList();
        }
    }

    /** Everything it said, for messages. */
    public String output() {
        return "standard output:\n" + String.join("\n", out) + "\nstandard error:\n" + String.join("\n", err);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        seenChildren.forEach(ProcessHandle::destroyForcibly);
    }
}
