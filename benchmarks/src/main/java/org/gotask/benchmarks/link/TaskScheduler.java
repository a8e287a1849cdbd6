package org.gotask.benchmarks.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gotask.Resources;
import org.gotask.TaskMsg;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;
import org.gotask.scheduler.GoTaskScheduler;
import org.gotask.scheduler.SchedulerConfig;

/** The scheduler of the benchmark: measures what its function sends to tasks and receives from them. */
public final class TaskScheduler {

    private static final int PINGS_A_COMMAND = 100;

    private final ReceiveChannel<TaskMsg> in;
    private final SendChannel<TaskMsg> out;
    private final Plan plan;
    private int pingsLeft;

    private TaskScheduler(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, Plan plan) {
        this.in = in;
        this.out = out;
        this.plan = plan;
    }

    /**
     * Runs the tasks.
     *
     * @param args the plan, then GoTask's own flags
     */
    public static void main(String[] args) {
        Plan plan = Plan.parse(args[0]);
        GoTaskScheduler scheduler =
                new GoTaskScheduler(SchedulerConfig.fromArgs(Arrays.copyOfRange(args, 1, args.length)));
        scheduler.spawnTask("peer", plan.tasks(), Resources.of("cpus", 0.01, "mem", 4));
        scheduler.registerSchedFunc((in, out, events) -> new TaskScheduler(in, out, plan).measure());
        System.exit(scheduler.run().exitCode());
    }

    private void measure() throws InterruptedException {
        Rounds rounds = new Rounds(plan.name(), plan.roundMillis());
        TaskMsg ping = TaskMsg.of("peer-0", new byte[16]);
        rounds.measurePing(plan.ping(), () -> {
            if (pingsLeft == 0) {
                pingsLeft = PINGS_A_COMMAND;
                out.send(TaskMsg.of("peer-0", "ping " + PINGS_A_COMMAND));
            }
            out.send(ping);
            in.receive();
            pingsLeft--;
        });
        while (pingsLeft-- > 0) {
            out.send(ping);
            in.receive();
        }
        for (Scenario scenario : plan.scenarios()) {
            rounds.measure(scenario, this::round);
        }
    }

    private void round(Scenario scenario, long messages) throws InterruptedException {
        long each = messages / scenario.tasks();
        String command = scenario.direction().name().toLowerCase(java.util.Locale.ROOT) + " " + each + " "
                + scenario.sizeBytes();
        for (int i = 0; i < scenario.tasks(); i++) {
            out.send(TaskMsg.of("peer-" + i, command));
        }
        Thread sender = null;
        if (scenario.direction().isDown()) {
            sender = Thread.ofVirtual().name("sender").start(() -> send(scenario, each));
        }
        long expected = (scenario.direction().isUp() ? messages : 0)
                + (scenario.direction().isDown() ? scenario.tasks() : 0);
        for (long i = 0; i < expected; i++) {
            in.receive();
        }
        if (sender != null) {
            sender.join();
        }
    }

    private void send(Scenario scenario, long each) {
        List<TaskMsg> messages = new ArrayList<>();
        for (int i = 0; i < scenario.tasks(); i++) {
            messages.add(TaskMsg.of("peer-" + i, new byte[scenario.sizeBytes()]));
        }
        try {
            for (long n = 0; n < each; n++) {
                for (TaskMsg message : messages) {
                    out.send(message);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
