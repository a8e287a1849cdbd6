package org.gotask.examples.elevator.tasks;

import org.gotask.executor.GoTaskExecutor;

/** Runs the floors and elevators that the scheduler places on one agent. */
public final class ExecutorMain {

    private ExecutorMain() {}

    /** Started by an agent. Takes no arguments: the settings are in the environment. */
    public static void main(String[] args) {
        GoTaskExecutor executor = new GoTaskExecutor();
        executor.registerTaskFunc("floor", task -> new Floor(task).run());
        executor.registerTaskFunc("elevator", task -> new Elevator(task).run());
        System.exit(executor.run().exitCode());
    }
}
