package org.gotask.scheduler.config;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gotask.scheduler.cluster.ClusterProvider;
import org.gotask.scheduler.cluster.EngineFlag;

/** The cluster engines that a scheduler can use. Immutable. */
public final class Engines {

    private final List<ClusterProvider> providers;

    Engines(List<ClusterProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    /**
     * The engines on the class path or module path. They are those visible to GoTask itself, since the context class
     * loader depends on the thread.
     */
    public static Engines installed() {
        return new Engines(ServiceLoader.load(ClusterProvider.class, ClusterProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** The flags of all engines. */
    List<EngineFlag> flags() {
        return providers.stream().flatMap(provider -> provider.flags().stream()).toList();
    }

    /**
     * Selects the engine for a cluster. A single engine is selected for every cluster, so that its own validation
     * explains a mistake.
     *
     * @param problems receives the reason in one line if there is no such engine, or more than one
     */
    Optional<ClusterProvider> select(String master, Consumer<String> problems) {
        if (providers.isEmpty()) {
            problems.accept("no cluster engine found: META-INF/services/" + ClusterProvider.class.getName()
                    + " names none; if the program is one jar made of several, merge the service files of all");
            return Optional.empty();
        }
        List<ClusterProvider> accepting = providers.size() == 1
                ? providers
                : providers.stream()
                        .filter(provider -> provider.accepts(master))
                        .toList();
        if (accepting.isEmpty()) {
            problems.accept("--master: no cluster engine has this form; expected one of: "
                    + providers.stream()
                            .map(provider -> provider.forms() + " (" + provider.name() + ")")
                            .collect(Collectors.joining(", ")));
        } else if (accepting.size() > 1) {
            problems.accept("--master: more than one cluster engine has this form: "
                    + accepting.stream().map(ClusterProvider::name).collect(Collectors.joining(", "))
                    + "; remove all but one from the class path");
        }
        return accepting.size() == 1 ? Optional.of(accepting.getFirst()) : Optional.empty();
    }
}
