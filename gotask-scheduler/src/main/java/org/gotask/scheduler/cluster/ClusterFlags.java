package org.gotask.scheduler.cluster;

import java.util.Map;
import java.util.Optional;
import org.gotask.launch.SetVariables;

/**
 * The flags and environment variables that an engine reads, not validated. Immutable.
 *
 * @param master the value of {@code --master}, which may contain a password
 * @param address the value of {@code --address}
 * @param user the value of {@code --user}; empty for the user that runs this process
 * @param values the values of the engine's own flags, by the name of the flag
 * @param environment the environment of this process; empty variables count as unset and are removed
 */
public record ClusterFlags(
        String master,
        Optional<String> address,
        String user,
        Map<String, String> values,
        Map<String, String> environment) {

    /** Copies the collections. */
    public ClusterFlags {
        values = Map.copyOf(values);
        environment = SetVariables.of(environment);
    }

    /** The value of a flag of the engine: the one that was set, or else the default. */
    public Optional<String> value(EngineFlag flag) {
        return Optional.ofNullable(values.get(flag.name())).or(flag::defaultValue);
    }

    /** Only the names of the flags that were set, since values may be secret. */
    @Override
    public String toString() {
        return "ClusterFlags" + values.keySet();
    }
}
