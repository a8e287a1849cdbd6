package org.gotask.system.app;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.gotask.Resources;
import org.gotask.TaskMsg;
import org.gotask.TaskSpec;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;
import org.gotask.scheduler.GoTaskScheduler;
import org.gotask.scheduler.SchedulerConfig;

/** Exchanges numbered messages with tasks and checks them; or talks past a task that never reads. */
public final class TransferScheduler {

    /** After so many vain tries, with messages there and back between them, nothing more fits. */
    private static final int FULL = 20;

    private TransferScheduler() {}

    /** @param args {@code transfer} or {@code deaf}, the number of tasks, of messages each way and task; then GoTask's */
    public static void main(String[] args) {
        String what = args[0];
        int tasks = Integer.parseInt(args[1]);
        long messages = Long.parseLong(args[2]);
        GoTaskScheduler scheduler =
                new GoTaskScheduler(SchedulerConfig.fromArgs(Arrays.copyOfRange(args, 3, args.length)));
        if (what.equals("transfer")) {
            scheduler.spawnTasks(TaskSpec.of("peer", tasks, Resources.of("cpus", 0.01, "mem", 8))
                    .withArgs(Long.toString(messages)));
            scheduler.registerSchedFunc((in, out, events) -> transfer(tasks, messages, in, out));
        } else {
            scheduler.spawnTask("deaf", 1, Resources.of("cpus", 0.01, "mem", 8));
            scheduler.spawnTask("echo", tasks, Resources.of("cpus", 0.01, "mem", 8));
            scheduler.registerSchedFunc((in, out, events) -> talkPastTheDeaf(tasks, messages, in, out));
        }
        System.exit(scheduler.run().exitCode());
    }

    private static void transfer(int tasks, long messages, ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out)
            throws InterruptedException {
        long begin = System.nanoTime();
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                for (long i = 0; i < messages; i++) {
                    for (int task = 0; task < tasks; task++) {
                        out.send(TaskMsg.of("peer-" + task, Long.toString(i)));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Map<String, Long> expected = new HashMap<>();
        int done = 0;
        for (TaskMsg message : in) {
            long next = expected.merge(message.taskName(), 1L, Long::sum) - 1;
            if (next < messages) {
                if (!message.text().equals(Long.toString(next))) {
                    throw new IllegalStateException(
                            message.taskName() + ": expected " + next + ", received " + message.text());
                }
            } else if (!message.text().equals("received " + messages)) {
                throw new IllegalStateException(message.taskName() + ": " + message.text());
            } else if (++done == tasks) {
                break;
            }
        }
        sender.join();
        System.out.println("exchanged " + messages + " messages each way with each of " + tasks + " tasks in "
                + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    private static void talkPastTheDeaf(int tasks, long messages, ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out)
            throws InterruptedException {
        exchange(tasks, in, out); // all run now
        long before = roundTrips(tasks, messages, in, out);
        TaskMsg large = TaskMsg.of("deaf-0", new byte[20_000]);
        int piled = 0;
        for (int full = 0; full < FULL; ) {
            if (out.trySend(large)) {
                piled++;
                full = 0;
            } else {
                exchange(tasks, in, out); // time for the link to carry more, however slow the machine
                full++;
            }
        }
        long beside = roundTrips(tasks, messages, in, out);
        System.out.println("piled=" + piled + " bytes=20000 roundTrips=" + messages * tasks + " beforeMs=" + before
                + " besideMs=" + beside);
    }

    private static long roundTrips(int tasks, long rounds, ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out)
            throws InterruptedException {
        long begin = System.nanoTime();
        for (long i = 0; i < rounds; i++) {
            exchange(tasks, in, out);
        }
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private static void exchange(int tasks, ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out)
            throws InterruptedException {
        for (int task = 0; task < tasks; task++) {
            out.send(TaskMsg.of("echo-" + task, "message"));
        }
        for (int task = 0; task < tasks; task++) {
            in.receive();
        }
    }
}
