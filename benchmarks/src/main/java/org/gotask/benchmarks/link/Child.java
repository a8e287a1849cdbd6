package org.gotask.benchmarks.link;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A Java process that the benchmark starts; its errors go to the terminal. Ended with all it started by {@link #close}. */
final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;

    private Child(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Child start(Class<?> main, List<String> args) throws IOException {
        List<String> command = new ArrayList<>(command(main));
        command.addAll(args);
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** What starts a main class of this program with the same Java. */
    static List<String> command(Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
    }

    /** What follows a word on the first line that has it. */
    String awaitWord(String word) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            int at = line.indexOf(word);
            if (at >= 0) {
                return line.substring(at + word.length()).split(" ", 2)[0];
            }
        }
        throw new IOException("a process of the benchmark ended without saying " + word);
    }

    /** Hears all lines until the end. */
    int awaitEnd(Consumer<String> lines) throws IOException, InterruptedException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.accept(line);
        }
        return process.waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
