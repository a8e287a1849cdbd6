package org.gotask.launch;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The environment variables that are set. An empty variable counts as unset. Stateless. */
public final class SetVariables {

    private SetVariables() {}

    /** The variables of an environment without the empty ones; unmodifiable. */
    public static Map<String, String> of(Map<String, String> environment) {
        Objects.requireNonNull(environment, "environment");
        return environment.entrySet().stream()
                .filter(variable -> !variable.getValue().isEmpty())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
