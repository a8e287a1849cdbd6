package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/mesos.md} leaves out no flag, no variable, and no line that a driver writes into the log. */
class OperatorGuideTest {

    private static final List<String> ROOMS = List.of(
            "mesos-driver/src/main/java",
            "mesos-zookeeper/src/main/java",
            "gotask-scheduler/src/main/java/org/gotask/scheduler/mesos",
            "gotask-executor/src/main/java/org/gotask/executor/mesos");

    /** A call that makes a line of the log, up to the end of its statement, which is no semicolon within a literal. */
    private static final Pattern LOGGED = Pattern.compile(
            "(?:\\b(?:log|LOG|peersLog)\\.(?:info|warn|error)|[iI]gnored)\\((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\";])*;");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern VARIABLE = Pattern.compile("\"((?:MESOS|LIBPROCESS)_[A-Z_]+)\"");
    private static final Pattern FLAG = Pattern.compile("names = \"(--[a-z-]+)\"");

    @Test
    void explainsEveryLogLineOfTheDriver() throws IOException {
        String guide = guide();
        List<String> unexplained = new ArrayList<>();
        int lines = 0;
        for (String room : ROOMS) {
            for (Path source : sources(AppProcess.PROJECT.resolve(room))) {
                Matcher logged = LOGGED.matcher(Files.readString(source));
                while (logged.find()) {
                    List<String> beginnings = beginnings(logged.group());
                    lines += beginnings.isEmpty() ? 0 : 1;
                    if (!beginnings.isEmpty()
                            && beginnings.stream().noneMatch(beginning -> guide.contains("`" + beginning))) {
                        unexplained.add(source.getFileName() + ": " + beginnings);
                    }
                }
            }
        }
        assertThat(lines).as("log lines found in the sources").isGreaterThan(25);
        assertThat(unexplained).isEmpty();
    }

    @Test
    void explainsEveryFlag() throws IOException {
        String flags = Files.readString(
                AppProcess.PROJECT.resolve("gotask-scheduler/src/main/java/org/gotask/scheduler/config/Flags.java"));

        assertThat(FLAG.matcher(flags).results().map(flag -> flag.group(1)).toList())
                .hasSizeGreaterThan(10)
                .allSatisfy(flag -> assertThat(guide()).contains("`" + flag + "`"));
    }

    @Test
    void explainsEveryVariableOfTheScheduler() throws IOException {
        List<String> variables = new ArrayList<>();
        for (Path source : sources(AppProcess.PROJECT.resolve("mesos-driver/src/main/java"))) {
            // those of an executor are the agent's to set
            if (!source.endsWith("ExecutorEnvironment.java")) {
                VARIABLE.matcher(Files.readString(source))
                        .results()
                        .forEach(variable -> variables.add(variable.group(1)));
            }
        }

        assertThat(variables)
                .contains("LIBPROCESS_PORT")
                .allSatisfy(variable -> assertThat(guide()).contains("`" + variable + "`"));
    }

    /** What the texts of a statement begin with, up to the first value; texts of one word are keys. */
    private static List<String> beginnings(String statement) {
        return LITERAL.matcher(statement)
                .results()
                .map((MatchResult literal) ->
                        literal.group(1).split("[:{]", 2)[0].strip())
                .filter(beginning -> beginning.matches("\\w.* .*"))
                .toList();
    }

    private static List<Path> sources(Path room) throws IOException {
        if (!Files.isDirectory(room)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(room)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String guide() throws IOException {
        return Files.readString(AppProcess.PROJECT.resolve("docs/mesos.md"));
    }
}
