package org.gotask.executor.mesos;

import java.util.Map;
import org.gotask.executor.agent.AgentPort;
import org.gotask.executor.agent.AgentPortProvider;

/** Provides the connection to Mesos agents. */
public final class MesosAgentPortProvider implements AgentPortProvider {

    /** For {@link java.util.ServiceLoader}. */
    public MesosAgentPortProvider() {}

    @Override
    public String name() {
        return "Mesos";
    }

    @Override
    public boolean accepts(Map<String, String> environment) {
        return environment.containsKey("MESOS_SLAVE_PID");
    }

    @Override
    public AgentPort connect(Map<String, String> environment) {
        return MesosAgentPort.fromEnvironment(environment);
    }
}
