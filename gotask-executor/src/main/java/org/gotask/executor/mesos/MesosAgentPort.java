package org.gotask.executor.mesos;

import java.util.Map;
import org.gotask.executor.agent.AgentPort;

/** Placeholder until the driver lands. */
public final class MesosAgentPort {
    private MesosAgentPort() {}

    /** None yet. */
    @SuppressWarnings("DoNotCallSuggester")
    public static AgentPort fromEnvironment(Map<String, String> environment) {
        throw new IllegalArgumentException("" + environment.size());
    }
}
