package org.gotask.system.app;

import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.gotask.TaskMsg;
import org.gotask.executor.GoTaskExecutor;

/** Registers tasks that behave and tasks that do not. */
public final class MischiefExecutor {

    /** Commands for a terminal, lines that look like GoTask's, and much else. */
    public static final String FORGERY =
            "\u001b]0;owned\u0007\u001b[2J torn\ngotask: run completed\u2028\u202egotask: \u009b1m"
                    + " x".repeat(50_000);

    private MischiefExecutor() {}

    /** A class that cannot be initialized. */
    private static final class Table {
        static final int SIZE = load();

        private static int load() {
            throw new IllegalStateException("no table");
        }
    }

    /** Started by an agent. */
    public static void main(String[] args) {
        GoTaskExecutor executor = new GoTaskExecutor();
        executor.registerTaskFunc("echo", (in, out, taskArgs, env) -> {
            for (TaskMsg message : in) {
                out.send(message);
            }
        });
        executor.registerTaskFunc("thrower", (in, out, taskArgs, env) -> {
            throw new IllegalStateException("the rope is torn");
        });
        executor.registerTaskFunc("forger", (in, out, taskArgs, env) -> {
            throw new IllegalStateException(FORGERY);
        });
        executor.registerTaskFunc("uninitialized", (in, out, taskArgs, env) -> out.send(TaskMsg.of("" + Table.SIZE)));
        executor.registerTaskFunc("unloaded", (in, out, taskArgs, env) -> {
            System.out.println("loading the table");
            throw new UncheckedIOException("could not load table", new NoSuchFileException("/data/t"));
        });
        executor.registerTaskFunc("exiter", (in, out, taskArgs, env) -> System.exit(7));
        executor.registerTaskFunc("deaf", (in, out, taskArgs, env) -> new CountDownLatch(1).await());
        executor.registerTaskFunc("stubborn", (in, out, taskArgs, env) -> {
            while (true) {
                LockSupport.park(); // returns at an interrupt
                Thread.interrupted();
            }
        });
        executor.registerTaskFunc("short-lived", (in, out, taskArgs, env) -> {});
        executor.registerTaskFunc("hungry", (in, out, taskArgs, env) -> {
            byte[][] hoard = new byte[100_000][];
            for (int i = 0; i < hoard.length; i++) {
                hoard[i] = new byte[1 << 20];
            }
            out.send(TaskMsg.of("full: " + hoard.length));
        });
        executor.registerTaskFunc(
                "reporter",
                (in, out, taskArgs, env) -> out.send(
                        TaskMsg.of(taskArgs + " " + env.get("GOTASK_NAME") + " " + env.get("GOTASK_INDEX") + " "
                                + env.get("GOTASK_COUNT") + " " + env.get("LEVEL") + " virtual="
                                + Thread.currentThread().isVirtual())));
        System.exit(executor.run().exitCode());
    }
}
