package org.gotask.examples.elevator.tasks;

import org.gotask.executor.GoTaskExecutor;

/** Runs the floors and elevators that the scheduler places on one agent. */
public final class ExecutorMain {

    private ExecutorMain() {}

    /** Started by an agent, which tells it all it needs in its environment. */
    public static void main(String[] args) {
        GoTaskExecutor executor = new GoTaskExecutor();
        executor.registerTask("floor", Floor::new);
        executor.registerTask("elevator", Elevator::new);
        System.exit(executor.run().exitCode());
    }
}
