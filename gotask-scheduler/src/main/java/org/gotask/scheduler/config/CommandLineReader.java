package org.gotask.scheduler.config;

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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reads the command line and the environment into {@link Settings}, and the application's options into its objects. */
public final class CommandLineReader {

    private static final Logger log = LoggerFactory.getLogger(CommandLineReader.class);

    private CommandLineReader() {}

    /**
     * Reads and checks everything.
     *
     * @param options the application's objects with annotated options, filled in
     * @param masters judges the master's specification
     * @throws IllegalArgumentException if an object has no annotated options, or one that GoTask has itself: a mistake in
     *     the program, not of its user
     */
    public static Configuration read(
            List<String> args, Map<String, String> environment, List<?> options, MasterInspector masters) {
        Flags flags = new Flags();
        CommandLine commandLine = new CommandLine(specification(flags, options))
                .registerConverter(Duration.class, new DurationText())
                .registerConverter(LinkKind.class, new LinkWord(log::warn))
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(false);
        commandLine.getCommandSpec().parser().collectErrors(true);

        ParseResult parsed = commandLine.parseArgs(args.toArray(String[]::new));
        if (flags.help) {
            return new Help(commandLine.getUsageMessage());
        }
        List<String> problems = new ArrayList<>();
        for (Exception error : parsed.errors()) {
            problems.add(describe(error));
        }
        return switch (Configuration.of(flags, environment, masters)) {
            case Valid(Settings settings, List<String> warnings)
            when problems.isEmpty() -> new Valid(settings, withPasswordWarning(settings, parsed, warnings));
            case Invalid(List<String> more) -> {
                problems.addAll(more);
                yield new Invalid(problems);
            }
            default -> new Invalid(problems);
        };
    }

    /** The environment of a process is visible to its own user only, its command line to everybody. */
    private static List<String> withPasswordWarning(Settings settings, ParseResult parsed, List<String> warnings) {
        if (!parsed.hasMatchedOption("--master") || settings.master().equals(settings.masterShown())) {
            return warnings;
        }
        List<String> all = new ArrayList<>();
        all.add("--master: every user of this machine can see the password in the list of processes: "
                + settings.masterShown()
                + "; write the master into a file that only you can read, and give --master=file:///path/of/file");
        all.addAll(warnings);
        return all;
    }

    private static CommandSpec specification(Flags flags, List<?> options) {
        CommandSpec specification = CommandSpec.forAnnotatedObject(flags);
        try {
            for (Object object : options) {
                specification.addMixin(object.getClass().getName(), CommandSpec.forAnnotatedObject(object));
            }
        } catch (CommandLine.InitializationException e) {
            throw new IllegalArgumentException("application options cannot be read: " + e.getMessage(), e);
        }
        return specification;
    }

    private static String describe(Exception error) {
        String text = String.valueOf(error.getMessage());
        return error instanceof ParameterException && text.startsWith("Unknown option")
                ? text + "; --help lists the options"
                : text;
    }
}
