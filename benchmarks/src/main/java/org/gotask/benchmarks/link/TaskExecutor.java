package org.gotask.benchmarks.link;

import org.gotask.TaskMsg;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;
import org.gotask.executor.GoTaskExecutor;

/**
 * The executor of the benchmark: each task does what it is told, {@code down N SIZE}, {@code up N SIZE}, {@code both N SIZE}
 * or {@code ping N}.
 */
public final class TaskExecutor {

    private TaskExecutor() {}

    /** Started by an agent. */
    public static void main(String[] args) {
        System.exit(new GoTaskExecutor()
                .registerTaskFunc("peer", (in, out, taskArgs, env) -> serve(in, out))
                .run()
                .exitCode());
    }

    private static void serve(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out) throws InterruptedException {
        for (TaskMsg command : in) {
            String[] words = command.text().split(" ", -1);
            long count = Long.parseLong(words[1]);
            switch (words[0]) {
                case "ping" -> {
                    for (long i = 0; i < count; i++) {
                        out.send(in.receive());
                    }
                }
                case "down" -> {
                    take(in, count);
                    out.send(TaskMsg.of("done"));
                }
                case "up" -> send(out, count, Integer.parseInt(words[2]));
                case "both" -> {
                    Thread sender = Thread.ofVirtual().start(() -> sendQuietly(out, count, Integer.parseInt(words[2])));
                    take(in, count);
                    sender.join();
                    out.send(TaskMsg.of("done"));
                }
                default -> throw new IllegalArgumentException("unknown command: " + command.text());
            }
        }
    }

    private static void take(ReceiveChannel<TaskMsg> in, long count) throws InterruptedException {
        for (long i = 0; i < count; i++) {
            in.receive();
        }
    }

    private static void sendQuietly(SendChannel<TaskMsg> out, long count, int size) {
        try {
            send(out, count, size);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(SendChannel<TaskMsg> out, long count, int size) throws InterruptedException {
        TaskMsg message = TaskMsg.of("", new byte[size]);
        for (long i = 0; i < count; i++) {
            out.send(message);
        }
    }
}
