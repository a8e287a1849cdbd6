package org.gotask.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads command lines with one {@link FakeEngine}. */
final class TestCommandLine {

    private TestCommandLine() {}

    static Configuration read(Map<String, String> environment, List<?> options, String... args) {
        return CommandLineReader.read(
                Arrays.asList(args), environment, options, new Engines(List.of(new FakeEngine("fake"))));
    }

    static Settings valid(Map<String, String> environment, String... args) {
        Configuration configuration = read(environment, List.of(), args);
        assertThat(configuration).isInstanceOf(Configuration.Valid.class);
        return ((Configuration.Valid) configuration).settings();
    }

    static Settings valid(String... args) {
        return valid(Map.of(), args);
    }

    static List<String> warnings(Map<String, String> environment, String... args) {
        return ((Configuration.Valid) read(environment, List.of(), args)).warnings();
    }

    static List<String> problems(Map<String, String> environment, String... args) {
        Configuration configuration = read(environment, List.of(), args);
        assertThat(configuration).isInstanceOf(Configuration.Invalid.class);
        List<String> problems = ((Configuration.Invalid) configuration).problems();
        assertThat(problems).allMatch(problem -> problem.lines().count() == 1);
        return problems;
    }

    static List<String> problems(String... args) {
        return problems(Map.of(), args);
    }

    static FakeEngine.Validated engine(Settings settings) {
        return (FakeEngine.Validated) settings.cluster();
    }
}
