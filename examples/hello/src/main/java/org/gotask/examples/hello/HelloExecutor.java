package org.gotask.examples.hello;

import org.gotask.TaskFunction;
import org.gotask.TaskMsg;
import org.gotask.executor.GoTaskExecutor;

/** Runs greeters, as many as the scheduler places on one agent. */
public final class HelloExecutor {

    private HelloExecutor() {}

    /** Started by an agent. Takes no arguments: the settings are in the environment. */
    public static void main(String[] args) {
        GoTaskExecutor executor = new GoTaskExecutor();
        executor.registerTaskFunc("cheerful", greeter("hi"));
        executor.registerTaskFunc("polite", greeter("good day"));
        System.exit(executor.run().exitCode());
    }

    static TaskFunction greeter(String greeting) {
        return (in, out, args, env) -> {
            out.send(TaskMsg.of("here"));
            in.receive(); // waits until all tasks are running
            for (int i = 1; i <= 3; i++) {
                out.send(TaskMsg.of(greeting + ", time " + i));
            }
            out.send(TaskMsg.of("bye"));
        };
    }
}
