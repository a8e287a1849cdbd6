package org.gotask.system.app;

import java.util.concurrent.CountDownLatch;
import org.gotask.TaskMsg;
import org.gotask.executor.GoTaskExecutor;

/** Its tasks send and return large messages, or never read. */
public final class BulkExecutor {

    private BulkExecutor() {}

    /** Started by an agent. */
    public static void main(String[] args) {
        GoTaskExecutor executor = new GoTaskExecutor();
        CountDownLatch echoEnded = new CountDownLatch(1); // all tasks of a test run in one executor
        executor.registerTaskFunc("sender", (in, out, taskArgs, env) -> {
            int messages = Integer.parseInt(taskArgs.get(1));
            int bytes = Integer.parseInt(taskArgs.get(2));
            for (int i = 0; i < messages; i++) {
                byte[] content = new byte[bytes];
                content[0] = (byte) i;
                out.send(TaskMsg.of("", Bytes.UNCOPIED, content));
            }
        });
        executor.registerTaskFunc("echo", (in, out, taskArgs, env) -> {
            for (TaskMsg message : in) {
                out.send(message);
            }
            echoEnded.countDown();
        });
        executor.registerTaskFunc("deaf", (in, out, taskArgs, env) -> echoEnded.await());
        System.exit(executor.run().exitCode());
    }
}
