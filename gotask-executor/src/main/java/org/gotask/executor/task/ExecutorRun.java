package org.gotask.executor.task;

import org.gotask.executor.agent.AgentPort;

/** The life of an executor process, from its registration with the agent to its end. Used once. */
public final class ExecutorRun {

    private final AgentPort agent;
    private final ExecutorSettings settings;
    private final TaskHost host;

    /** Opens nothing and starts nothing. */
    public ExecutorRun(TaskRegistry registry, AgentPort agent, ExecutorSettings settings) {
        this.agent = agent;
        this.settings = settings;
        this.host = new TaskHost(registry, agent, settings);
    }

    /**
     * Runs tasks until the agent ends the executor or is lost; then gives them their grace, of which nothing outlasts
     * the agent's own. An interrupt ends the executor in the same way, and the flag is restored.
     *
     * @return why the executor ended
     */
    public ExecutorEnd run() {
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
            interrupted = true; // whoever interrupts the end does not want to wait for it
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ending;
    }

    private void finish() throws InterruptedException {
        LastSteps steps = LastSteps.within(agent.shutdownGrace(), settings.taskGrace());
        steps.tasks().await(host.ending());
        host.close();
        // a platform thread, which tasks that only compute cannot hold up
        Thread stopping = Thread.ofPlatform().daemon().name("agent-stop").start(agent::stop);
        stopping.join(steps.words());
    }
}
