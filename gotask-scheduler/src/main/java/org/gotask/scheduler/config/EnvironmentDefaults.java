package org.gotask.scheduler.config;

import java.lang.reflect.Field;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lets environment variables stand in for the flags of GoTask that are not given. The application's own flags are its
 * own business.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option && isOurs(option) ? environment.get(variable(option)) : null;
    }

    private static boolean isOurs(OptionSpec option) {
        return option.userObject() instanceof Field field
                && field.getDeclaringClass() == Flags.class
                && !option.usageHelp();
    }

    /** {@code GOTASK_ARTIFACT_PORT} for {@code --artifact-port}. */
    static String variable(OptionSpec option) {
        return "GOTASK_"
                + option.longestName()
                        .substring("--".length())
                        .replace('-', '_')
                        .toUpperCase(Locale.ROOT);
    }
}
