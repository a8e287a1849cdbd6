package org.gotask.examples.elevator.control;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import org.gotask.SchedEvent;
import org.gotask.SchedulerTask;
import org.gotask.TaskMsg;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.Select;
import org.gotask.channel.SendChannel;
import org.gotask.channel.Ticker;
import org.gotask.channel.Timers;
import org.gotask.examples.elevator.Report;

/**
 * The scheduler function, and the clock of the house. At each tick it tells every floor and elevator that the clock has
 * struck, and waits for what each of them reports before the next. So the run goes in lock-step: slow messages make it
 * slower, but never change what happens in it.
 */
final class Simulation implements SchedulerTask {

    private final Plan plan;
    private final PrintStream output;
    private final Display.Opener displays;
    private final House house;

    /** Shows the run on a display opened for it, and the summary on the output. */
    Simulation(Plan plan, PrintStream output, Display.Opener displays) {
        this.plan = plan;
        this.output = output;
        this.displays = displays;
        this.house = new House(plan);
    }

    @Override
    public void run(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, ReceiveChannel<SchedEvent> events)
            throws InterruptedException {
        awaitAllTasks(in);
        try (Display display = displays.open(plan);
                Ticker clock = Timers.tick(plan.tickLength())) {
            for (int tick = 1; tick <= plan.ticks(); tick++) {
                awaitTick(clock, in);
                for (TaskMsg order : house.orders(tick)) {
                    out.send(order);
                }
                awaitReports(tick, in);
                display.show(house.scene(tick));
            }
        }
        house.summary().lines().forEach(output::println);
    }

    private void awaitAllTasks(ReceiveChannel<TaskMsg> in) throws InterruptedException {
        Set<String> missing = new HashSet<>(house.taskNames());
        while (!missing.isEmpty()) {
            TaskMsg msg = in.receive();
            if (!(Report.from(msg) instanceof Report.Ready) || !missing.remove(msg.taskName())) {
                throw unexpected(msg, "ready, once from each task");
            }
        }
    }

    private static void awaitTick(Ticker clock, ReceiveChannel<TaskMsg> in) throws InterruptedException {
        Select.create()
                .receive(clock.channel(), now -> {})
                .receive(in, msg -> {
                    throw unexpected(msg, "nothing before the next tick");
                })
                .await();
    }

    private void awaitReports(int tick, ReceiveChannel<TaskMsg> in) throws InterruptedException {
        Set<String> missing = new HashSet<>(house.taskNames());
        while (!missing.isEmpty()) {
            TaskMsg msg = in.receive();
            if (!missing.remove(msg.taskName())) {
                throw unexpected(msg, "one report from each task in tick " + tick);
            }
            house.apply(tick, msg.taskName(), Report.from(msg));
        }
    }

    /** What to throw for a message that came at the wrong time; one that cannot be read is thrown as such. */
    private static IllegalStateException unexpected(TaskMsg msg, String expected) {
        return new IllegalStateException("message out of turn: task=" + msg.taskName() + ", report=" + Report.from(msg)
                + ", expected " + expected);
    }
}
