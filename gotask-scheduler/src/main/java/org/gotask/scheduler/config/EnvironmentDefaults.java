package org.gotask.scheduler.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes the values of GoTask's flags that are not on the command line from environment variables. The application's own
 * flags have no environment variables.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;
    private final Set<String> flags;

    /** @param flags the names of GoTask's flags */
    EnvironmentDefaults(Map<String, String> environment, Set<String> flags) {
        this.environment = environment;
        this.flags = Set.copyOf(flags);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option && !option.usageHelp() && flags.contains(option.longestName())
                ? environment.get(variable(option.longestName()))
                : null;
    }

    /** {@code GOTASK_ARTIFACT_PORT} for {@code --artifact-port}. */
    static String variable(String flag) {
        return "GOTASK_" + flag.substring("--".length()).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
