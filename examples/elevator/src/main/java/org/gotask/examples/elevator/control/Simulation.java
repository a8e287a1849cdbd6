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
 * The scheduler function and the clock of the building. It sends each tick to all floors and elevators, and waits for
 * the report of each before the next tick. The run thus proceeds in lock-step: slow messages delay it, but never change
 * its result.
 */
final class Simulation implements SchedulerTask {

    private final Plan plan;
    private final PrintStream output;
    private final Display.Opener displays;
    private final Building building;

    /** Shows the run on a display, and prints the summary to the output. */
    Simulation(Plan plan, PrintStream output, Display.Opener displays) {
        this.plan = plan;
        this.output = output;
        this.displays = displays;
        this.building = new Building(plan);
    }

    @Override
    public void run(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, ReceiveChannel<SchedEvent> events)
            throws InterruptedException {
        try (Display display = displays.open(plan)) {
            awaitAllTasks(in, display);
            runTicks(in, out, display);
        }
        building.summary().lines().forEach(output::println);
    }

    private void runTicks(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, Display display)
            throws InterruptedException {
        try (Ticker clock = Timers.tick(plan.tickLength())) {
            for (int tick = 1; tick <= plan.ticks(); tick++) {
                awaitTick(clock, in);
                for (TaskMsg order : building.orders(tick)) {
                    out.send(order);
                }
                awaitReports(tick, in);
                display.show(building.scene(tick));
            }
        }
    }

    private void awaitAllTasks(ReceiveChannel<TaskMsg> in, Display display) throws InterruptedException {
        int tasks = building.taskNames().size();
        Set<String> missing = new HashSet<>(building.taskNames());
        display.starting(0, tasks);
        while (!missing.isEmpty()) {
            TaskMsg msg = in.receive();
            if (!(msg.as(Report.CODEC) instanceof Report.Ready) || !missing.remove(msg.taskName())) {
                throw unexpected(msg, "ready, once from each task");
            }
            display.starting(tasks - missing.size(), tasks);
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
        Set<String> missing = new HashSet<>(building.taskNames());
        while (!missing.isEmpty()) {
            TaskMsg msg = in.receive();
            if (!missing.remove(msg.taskName())) {
                throw unexpected(msg, "one report from each task in tick " + tick);
            }
            building.apply(tick, msg.taskName(), msg.as(Report.CODEC));
        }
    }

    /** The exception for a message at the wrong time; one that does not fit {@link Report} throws by itself. */
    private static IllegalStateException unexpected(TaskMsg msg, String expected) {
        return new IllegalStateException("message out of turn: task=" + msg.taskName() + ", report="
                + msg.as(Report.CODEC) + ", expected " + expected);
    }
}
