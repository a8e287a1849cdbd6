package org.gotask.system.app;

import java.util.concurrent.CountDownLatch;
import org.gotask.TaskMsg;
import org.gotask.executor.GoTaskExecutor;

/** Its tasks send numbered messages and check those that they receive; or never read. */
public final class TransferExecutor {

    private TransferExecutor() {}

    /** Started by an agent. */
    public static void main(String[] args) {
        GoTaskExecutor executor = new GoTaskExecutor();
        CountDownLatch told = new CountDownLatch(1); // of all tasks: where they are tried there is one agent
        executor.registerTaskFunc("peer", (in, out, taskArgs, env) -> {
            long count = Long.parseLong(taskArgs.get(1));
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    for (long i = 0; i < count; i++) {
                        out.send(TaskMsg.of(Long.toString(i)));
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            long expected = 0;
            for (TaskMsg message : in) {
                if (!message.text().equals(Long.toString(expected++))) {
                    throw new IllegalStateException("expected " + (expected - 1) + ", received " + message.text());
                }
                if (expected == count) {
                    break;
                }
            }
            sender.join();
            out.send(TaskMsg.of("received " + expected));
        });
        executor.registerTaskFunc("echo", (in, out, taskArgs, env) -> {
            for (TaskMsg message : in) {
                out.send(message);
            }
            told.countDown();
        });
        // neither reads nor returns before its time, of which it hears through a task that does
        executor.registerTaskFunc("deaf", (in, out, taskArgs, env) -> told.await());
        System.exit(executor.run().exitCode());
    }
}
