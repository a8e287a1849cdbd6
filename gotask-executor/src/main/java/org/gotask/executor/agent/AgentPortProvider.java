package org.gotask.executor.agent;

import java.util.Map;

/**
 * Provides the connection to the agents of one cluster engine; found with {@link java.util.ServiceLoader}. Thread-safe.
 */
public interface AgentPortProvider {

    /** The name of the engine, for messages. */
    String name();

    /**
     * True if this is the environment of a process that an agent of this engine started. Called only if there are other
     * engines.
     */
    boolean accepts(Map<String, String> environment);

    /**
     * Returns the port to the agent that started this process, which connects to nothing before it is started.
     *
     * @throws IllegalArgumentException if no agent of this engine started this process, according to its environment;
     *     the message is one line that says what is missing and what to do
     */
    AgentPort connect(Map<String, String> environment);
}
