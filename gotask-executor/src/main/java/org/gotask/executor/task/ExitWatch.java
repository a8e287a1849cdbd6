package org.gotask.executor.task;

import java.time.Duration;
import org.gotask.executor.agent.AgentPort;
import org.gotask.exit.ExitCause;

/**
 * Reports a call of {@link System#exit} in a task while the JVM ends: otherwise the agent would report only the exit
 * code of the executor. The exit code is not changed. Thread-safe.
 */
final class ExitWatch implements AutoCloseable {

    private final TaskHost host;
    private final AgentPort agent;
    private final Duration lastReports;

    /** A platform thread, which tasks that never block cannot delay. */
    private final Thread hook = new Thread(this::report, "executor-exit");

    private ExitWatch(TaskHost host, AgentPort agent, Duration lastReports) {
        this.host = host;
        this.agent = agent;
        this.lastReports = lastReports;
    }

    /**
     * Installs the hook.
     *
     * @param lastReports how long the last reports to the agent may take
     */
    static ExitWatch install(TaskHost host, AgentPort agent, Duration lastReports) {
        ExitWatch watch = new ExitWatch(host, agent, lastReports);
        try {
            Runtime.getRuntime().addShutdownHook(watch.hook);
        } catch (IllegalStateException e) {
            // the JVM is ending before any task was launched
        }
        return watch;
    }

    private void report() {
        if (host.processExits(ExitCause.find(host.taskThreads()))) {
            Thread stopping = Thread.ofPlatform().daemon().name("agent-stop").start(agent::stop);
            try {
                stopping.join(lastReports);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Removes the hook, because the executor ends in an orderly way. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending: the hook is already running
        }
    }
}
