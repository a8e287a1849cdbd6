package org.gotask.scheduler.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gotask.scheduler.cluster.EngineFlag;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** GoTask's flags, those of the engines among them, and the options of the application, as picocli reads them. */
final class FlagSpecification {

    private final Flags flags;
    private final CommandSpec specification;
    private final Set<String> names;
    private final Map<String, OptionSpec> ofEngines = new LinkedHashMap<>();

    /**
     * Reads nothing yet.
     *
     * @param flags receives the values
     * @param options the application's objects with annotated options
     * @throws IllegalArgumentException if an object has no annotated options, or one that GoTask has itself
     */
    FlagSpecification(Flags flags, List<EngineFlag> engineFlags, List<?> options) {
        this.flags = flags;
        specification = CommandSpec.forAnnotatedObject(flags);
        // --help lists options in the order in which they were added
        for (OptionSpec common : List.copyOf(specification.options())) {
            specification.remove(common);
            specification.addOption(common);
            engineFlags.stream()
                    .filter(flag -> flag.follows().equals(common.longestName()))
                    .forEach(this::add);
        }
        engineFlags.stream().filter(flag -> !ofEngines.containsKey(flag.name())).forEach(this::add);
        names = specification.options().stream().map(OptionSpec::longestName).collect(Collectors.toSet());
        try {
            for (Object object : options) {
                specification.addMixin(object.getClass().getName(), CommandSpec.forAnnotatedObject(object));
            }
        } catch (CommandLine.InitializationException e) {
            throw new IllegalArgumentException("application options cannot be read: " + e.getMessage(), e);
        }
    }

    private void add(EngineFlag flag) {
        OptionSpec.Builder option = OptionSpec.builder(flag.name())
                .paramLabel(flag.valueName())
                .type(String.class)
                .description(flag.description());
        flag.defaultValue().ifPresent(option::defaultValue);
        OptionSpec built = option.build();
        ofEngines.put(flag.name(), built);
        specification.addOption(built);
    }

    CommandLine commandLine() {
        return new CommandLine(specification);
    }

    /** The names of GoTask's flags. */
    Set<String> names() {
        return names;
    }

    /** Stores the values of the engines' flags that are on the command line or else in the environment. */
    void storeEngineFlags(ParseResult parsed, Map<String, String> variables) {
        ofEngines.forEach((name, option) -> {
            if (parsed.hasMatchedOption(option)) {
                flags.engine.put(name, option.getValue());
            } else {
                String value = variables.get(EnvironmentDefaults.variable(name));
                if (value != null) {
                    flags.engine.put(name, value);
                    flags.engineFromEnvironment.add(name);
                }
            }
        });
    }
}
