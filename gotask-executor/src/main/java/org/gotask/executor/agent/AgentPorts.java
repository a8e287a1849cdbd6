package org.gotask.executor.agent;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Selects the cluster engine whose agent started this process. */
public final class AgentPorts {

    private AgentPorts() {}

    /**
     * Returns the port to the agent that started this process. It connects to nothing before it is started. The engines
     * are those visible to GoTask itself, since the context class loader depends on the thread.
     *
     * @throws IllegalArgumentException if no agent started this process, according to its environment, or if no engine
     *     or more than one recognizes it; the message is one line that says what to do
     */
    public static AgentPort fromEnvironment(Map<String, String> environment) {
        return select(
                        ServiceLoader.load(AgentPortProvider.class, AgentPortProvider.class.getClassLoader()).stream()
                                .map(ServiceLoader.Provider::get)
                                .toList(),
                        environment)
                .connect(environment);
    }

    /** A single engine is selected in every case, so that its own validation explains a mistake. */
    static AgentPortProvider select(List<AgentPortProvider> providers, Map<String, String> environment) {
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("no cluster engine found: META-INF/services/"
                    + AgentPortProvider.class.getName()
                    + " names none; if the program is one jar made of several, merge the service files of all");
        }
        List<AgentPortProvider> accepting = providers.size() == 1
                ? providers
                : providers.stream()
                        .filter(provider -> provider.accepts(environment))
                        .toList();
        if (accepting.isEmpty()) {
            throw new IllegalArgumentException(
                    "this program is started by an agent of a cluster; run the scheduler instead: the environment is not"
                            + " that of an executor of " + names(providers));
        }
        if (accepting.size() > 1) {
            throw new IllegalArgumentException(
                    "the environment is that of an executor of more than one cluster engine: " + names(accepting)
                            + "; remove all but one from the class path");
        }
        return accepting.getFirst();
    }

    private static String names(List<AgentPortProvider> providers) {
        return providers.stream().map(AgentPortProvider::name).collect(Collectors.joining(", "));
    }
}
