package org.gotask.scheduler.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gotask.link.LinkKind;
import org.gotask.scheduler.config.Configuration.Help;
import org.gotask.scheduler.config.Configuration.Invalid;
import org.gotask.scheduler.config.Configuration.Valid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reads the command line and the environment into {@link Settings}, and the application's options into its objects. */
public final class CommandLineReader {

    private static final Logger log = LoggerFactory.getLogger(CommandLineReader.class);

    private CommandLineReader() {}

    /**
     * Reads and validates everything.
     *
     * @param options the application's objects with annotated options, which receive their values
     * @param engines the engines, one of which runs the tasks
     * @throws IllegalArgumentException if an object has no annotated options, or one that GoTask has itself: a mistake
     *     of the program, not of its user
     */
    public static Configuration read(
            List<String> args, Map<String, String> environment, List<?> options, Engines engines) {
        Flags flags = new Flags();
        FlagSpecification specification = new FlagSpecification(flags, engines.flags(), options);
        CommandLine commandLine = specification
                .commandLine()
                .registerConverter(Duration.class, new DurationText())
                .registerConverter(LinkKind.class, new LinkWord(log::warn))
                .setDefaultValueProvider(new EnvironmentDefaults(environment, specification.names()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(false);
        commandLine.getCommandSpec().parser().collectErrors(true);

        ParseResult parsed = commandLine.parseArgs(args.toArray(String[]::new));
        if (flags.help) {
            return new Help(commandLine.getUsageMessage());
        }
        specification.storeEngineFlags();
        List<String> problems = new ArrayList<>();
        for (Exception error : parsed.errors()) {
            problems.add(describe(error));
        }
        takeExecutorFrom(environment, flags);
        return switch (Configuration.of(flags, environment, engines)) {
            case Valid(Settings settings, List<String> warnings)
            when problems.isEmpty() -> new Valid(settings, withPasswordWarning(flags, settings, parsed, warnings));
            case Invalid(List<String> more) -> {
                problems.addAll(more);
                yield new Invalid(problems);
            }
            default -> new Invalid(problems);
        };
    }

    /** The library skips defaults when it finds a mistake; without this one, a flag would be reported as missing. */
    private static void takeExecutorFrom(Map<String, String> environment, Flags flags) {
        String file = environment.get(EnvironmentDefaults.variable("--executor"));
        if (flags.executor == null && file != null) {
            flags.executor = Path.of(file);
        }
    }

    /** The environment of a process is visible to its own user only, its command line to everybody. */
    private static List<String> withPasswordWarning(
            Flags flags, Settings settings, ParseResult parsed, List<String> warnings) {
        String printable = settings.cluster().printableMaster();
        if (!parsed.hasMatchedOption("--master") || flags.master.equals(printable)) {
            return warnings;
        }
        List<String> all = new ArrayList<>();
        all.add("--master: every user of this machine can see the password in the list of processes: " + printable
                + "; write the master into a file that only you can read, and give --master=file:///path/of/file");
        all.addAll(warnings);
        return all;
    }

    private static String describe(Exception error) {
        String text = String.valueOf(error.getMessage());
        return error instanceof ParameterException && text.startsWith("Unknown option")
                ? text + "; --help lists the options"
                : text;
    }
}
