package org.gotask.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gotask.scheduler.config.Configuration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Option;

/** The output of {@code --help}. */
class HelpTest {

    /** An application's own option. */
    static final class AppOptions {
        @Option(names = "--floors")
        int floors = 8;
    }

    private final String help = ((Configuration.Help)
                    SchedulerConfig.fromArgs(new String[] {"--help"}, new AppOptions())
                            .configuration())
            .text();

    @Test
    void listsTheFlagsOfMesosAmongTheOthersAndThoseOfTheApplicationLast() {
        List<String> listed = Pattern.compile("(?m)^ {0,8}(--[a-z-]+)") // descriptions are indented further
                .matcher(help)
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();

        assertThat(listed)
                .containsExactly(
                        "--master",
                        "--executor",
                        "--address",
                        "--artifact-port",
                        "--framework-name",
                        "--user",
                        "--role",
                        "--executor-java",
                        "--executor-java-options",
                        "--executor-cpus",
                        "--executor-mem",
                        "--placement",
                        "--offer-timeout",
                        "--offer-hold",
                        "--stop-timeout",
                        "--grace",
                        "--link",
                        "--link-timeout",
                        "--max-message",
                        "--mesos-authentication-principal",
                        "--mesos-authentication-secret-file",
                        "--mesos-authentication-provider",
                        "--help",
                        "--floors");
    }

    @Test
    void namesTheProgram() {
        assertThat(help).startsWith("Usage: ").doesNotContain("<scheduler>", "<main class>");
    }

    @Test
    void showsValuesAndDefaultsOfTheFlagsOfMesos() {
        String oneLine = help.replaceAll("\\s+", " ");

        assertThat(oneLine)
                .contains(
                        "--framework-name=NAME The name shown by Mesos. Default: GoTask Framework.",
                        "--role=ROLE The Mesos role whose resources are used. Default: *.",
                        "Only SASL, with the mechanism CRAM-MD5, is supported.");
    }
}
