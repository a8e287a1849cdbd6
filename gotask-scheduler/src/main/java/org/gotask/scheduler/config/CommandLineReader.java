package org.gotask.scheduler.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gotask.launch.SetVariables;
import org.gotask.scheduler.config.Configuration.Help;
import org.gotask.scheduler.config.Configuration.Invalid;
import org.gotask.scheduler.config.Configuration.Valid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Reads the command line and the environment into {@link Settings}, and the application's options into its objects. */
public final class CommandLineReader {

    private static final Logger log = LoggerFactory.getLogger(CommandLineReader.class);

    private CommandLineReader() {}

    /**
     * Reads and validates everything. An empty environment variable counts as unset.
     *
     * @param options the application's objects with annotated options, which receive their values
     * @param engines the engines, one of which runs the tasks
     * @throws IllegalArgumentException if an object has no annotated options, or one that GoTask has itself: a mistake
     *     of the program, not of its user
     */
    public static Configuration read(
            List<String> args, Map<String, String> environment, List<?> options, Engines engines) {
        Map<String, String> variables = SetVariables.of(environment);
        Flags flags = new Flags();
        FlagSpecification specification = new FlagSpecification(flags, engines.flags(), options);
        CommandLine commandLine = specification
                .commandLine()
                .setCommandName(ProgramName.ofThisProcess())
                .setDefaultValueProvider(new EnvironmentDefaults(variables, specification.names()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(false);
        FlagTypes.register(commandLine, log::warn);
        commandLine.getCommandSpec().parser().collectErrors(true);

        ParseResult parsed = commandLine.parseArgs(args.toArray(String[]::new));
        if (flags.help) {
            return new Help(commandLine.getUsageMessage());
        }
        specification.storeEngineFlags(parsed, variables);
        List<String> problems = new ArrayList<>();
        for (Exception error : parsed.errors()) {
            problems.add(ParseProblem.describe(error));
        }
        boolean executorIsMalformed = problems.stream().anyMatch(problem -> problem.contains("'--executor'"));
        if (!executorIsMalformed) {
            takeExecutorFrom(variables, flags, problems);
        }
        return switch (Configuration.of(flags, variables, engines)) {
            case Valid(Settings settings, List<String> warnings)
            when problems.isEmpty() -> new Valid(settings, withPasswordWarning(flags, settings, parsed, warnings));
            case Invalid(List<String> more) -> {
                more.stream()
                        .filter(problem -> !executorIsMalformed || !problem.startsWith(SettingsCheck.NO_EXECUTOR))
                        .forEach(problems::add);
                yield new Invalid(problems);
            }
            default -> new Invalid(problems);
        };
    }

    /** The library skips defaults when it finds a mistake; without this one, a flag would be reported as missing. */
    private static void takeExecutorFrom(Map<String, String> variables, Flags flags, List<String> problems) {
        String variable = EnvironmentDefaults.variable("--executor");
        String file = variables.get(variable);
        if (flags.executor == null && file != null) {
            try {
                flags.executor = FlagTypes.path(file);
            } catch (TypeConversionException e) {
                problems.add(variable + ": " + e.getMessage());
            }
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
}
