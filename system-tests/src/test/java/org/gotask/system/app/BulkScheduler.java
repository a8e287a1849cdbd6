package org.gotask.system.app;

import java.time.Duration;
import java.util.Arrays;
import org.gotask.Resources;
import org.gotask.TaskMsg;
import org.gotask.TaskSpec;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.Select;
import org.gotask.channel.SendChannel;
import org.gotask.scheduler.GoTaskScheduler;
import org.gotask.scheduler.SchedulerConfig;

/** Exchanges large messages with tasks of {@link BulkExecutor}, whose specs name no memory. */
public final class BulkScheduler {

    private static final int MIB = 1 << 20;
    private static final Resources NO_MEMORY = Resources.of("cpus", 0.01);

    /** Long enough that a message which can be accepted is, and ends the test all the same. */
    private static final Duration REFUSED = Duration.ofSeconds(3);

    private BulkScheduler() {}

    /** @param args {@code slow}, {@code deaf}, {@code blocks} or {@code largest}; then GoTask's */
    public static void main(String[] args) {
        GoTaskScheduler scheduler =
                new GoTaskScheduler(SchedulerConfig.fromArgs(Arrays.copyOfRange(args, 1, args.length)));
        switch (args[0]) {
            case "slow" -> {
                scheduler.spawnTasks(TaskSpec.of("sender", 1, NO_MEMORY).withArgs("200", Integer.toString(5 * MIB)));
                scheduler.registerSchedFunc((in, out, events) -> readSlowly(in, 200, 5 * MIB));
            }
            case "deaf" -> {
                scheduler.spawnTask("deaf", 2, NO_MEMORY);
                scheduler.spawnTask("echo", 2, NO_MEMORY);
                scheduler.registerSchedFunc((in, out, events) -> talkPastTheDeaf(in, out, 5 * MIB));
            }
            case "blocks" -> {
                scheduler.spawnTask("echo", 4, NO_MEMORY);
                scheduler.registerSchedFunc((in, out, events) -> exchange(in, out, 4, 300, 2 * MIB));
            }
            case "largest" -> {
                scheduler.spawnTask("echo", 1, NO_MEMORY);
                scheduler.registerSchedFunc((in, out, events) -> exchange(in, out, 1, 4, 64 * MIB));
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.exit(scheduler.run().exitCode());
    }

    private static TaskMsg message(String task, int number, int bytes) {
        byte[] content = new byte[bytes];
        content[0] = (byte) number;
        return TaskMsg.of(task, Bytes.UNCOPIED, content);
    }

    private static void readSlowly(ReceiveChannel<TaskMsg> in, int messages, int bytes) throws InterruptedException {
        for (int i = 0; i < messages; i++) {
            Select.create().after(Duration.ofMillis(20), () -> {}).await();
            TaskMsg message = in.receive();
            byte[] first = new byte[1];
            message.copyTo(0, first, 0, 1);
            if (message.sizeBytes() != bytes || first[0] != (byte) i) {
                throw new IllegalStateException("message " + i + ": " + message + ", number " + first[0]);
            }
        }
        System.out.println("received " + messages);
    }

    private static void talkPastTheDeaf(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, int bytes)
            throws InterruptedException {
        int accepted = 0;
        for (int deaf = 0; deaf < 2; deaf++) {
            while (accepted < 1000 && out.send(message("deaf-" + deaf, accepted, bytes), REFUSED)) {
                accepted++;
            }
        }
        for (int i = 0; i < 20; i++) {
            for (int echo = 0; echo < 2; echo++) {
                out.send(message("echo-" + echo, i, bytes));
                in.receive();
            }
        }
        System.out.println("accepted=" + accepted);
    }

    /** Sends in one thread, and receives the answers in another. */
    private static void exchange(
            ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, int tasks, int messages, int bytes)
            throws InterruptedException {
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < messages; i++) {
                    out.send(message("echo-" + i % tasks, i, bytes));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i < messages; i++) {
            if (in.receive().sizeBytes() != bytes) {
                throw new IllegalStateException("message " + i);
            }
        }
        sender.join();
        System.out.println("exchanged " + messages);
    }
}
