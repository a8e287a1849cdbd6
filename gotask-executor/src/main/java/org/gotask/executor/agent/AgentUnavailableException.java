package org.gotask.executor.agent;

/** An executor cannot connect to its agent. The message is one line for the user. */
public final class AgentUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Takes the line that says what was tried and why it failed. */
    public AgentUnavailableException(String message) {
        super(message);
    }
}
