package org.gotask.scheduler.cluster;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Provides the clusters of one engine, and the flags that only this engine has; found with
 * {@link java.util.ServiceLoader}. Thread-safe.
 */
public interface ClusterProvider {

    /** The name of the engine, for messages. */
    String name();

    /** The forms of {@code --master} that this engine supports, for messages, for example {@code host:port}. */
    String forms();

    /**
     * True if {@code --master} has a form of this engine, well-formed or not. Called only if there are other engines.
     */
    boolean accepts(String master);

    /** The flags of this engine, in the order of {@code --help}. */
    List<EngineFlag> flags();

    /**
     * Validates the settings of this engine. Connects to nothing, but may look up host names and read files that the
     * settings name.
     *
     * @param problems receives each problem in one line, which names the flag or environment variable
     * @return the settings; empty if there are problems
     */
    Optional<ClusterSettings> configure(ClusterFlags flags, Consumer<String> problems);
}
