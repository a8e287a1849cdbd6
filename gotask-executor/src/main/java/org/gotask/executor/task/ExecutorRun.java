package org.gotask.executor.task;

import org.gotask.executor.agent.AgentPort;

/** The life of an executor process, from its registration with the agent to its end. Used once. */
public final class ExecutorRun {

    private final AgentPort agent;
    private final ExecutorSettings settings;
    private final TaskHost host;

    /** Starts nothing. */
    public ExecutorRun(TaskRegistry registry, AgentPort agent, ExecutorSettings settings) {
        this.agent = agent;
        this.settings = settings;
        this.host = new TaskHost(registry, agent, settings);
    }

    /**
     * Runs tasks until the agent ends the executor or is lost, and then grants them their grace period within that of
     * the agent. An interrupt ends the executor in the same way, and the interrupt flag is restored.
     *
     * @return why the executor ended
     */
    public ExecutorEnd run() {
        ExitWatch watch = ExitWatch.install(host, agent, steps().lastReports());
        try {
            return runToEnd();
        } finally {
            watch.close();
        }
    }

    private ExecutorEnd runToEnd() {
        agent.start(host);
        boolean interrupted = false;
        ExecutorEnd ending;
        while (true) {
            try {
                ending = host.awaitEnding();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                host.interrupted();
            }
        }
        try {
            finish();
        } catch (InterruptedException e) {
            interrupted = true; // an interrupt during the end skips the rest of it
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ending;
    }

    private LastSteps steps() {
        return LastSteps.within(agent.shutdownGrace(), settings.taskGrace());
    }

    private void finish() throws InterruptedException {
        LastSteps steps = steps();
        steps.tasks().await(host.ending());
        host.close();
        // a platform thread, which tasks that never block cannot delay
        Thread stopping = Thread.ofPlatform().daemon().name("agent-stop").start(agent::stop);
        stopping.join(steps.lastReports());
    }
}
