package org.gotask.examples.elevator.tasks;

import java.util.List;
import org.gotask.TaskContext;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;
import org.gotask.examples.elevator.Report;
import org.gotask.examples.elevator.Tick;

/** The task of one floor: in each tick it reports new calls. Its arguments are the seed and the number of floors. */
public final class Floor {

    private final ReceiveChannel<Tick> ticks;
    private final SendChannel<Report> reports;
    private final RiderSource source;

    /** The floor of a task. */
    public Floor(TaskContext task) {
        List<String> args = task.args();
        this.ticks = task.in(Tick.CODEC);
        this.reports = task.out(Report.CODEC);
        this.source = new RiderSource(Long.parseLong(args.get(0)), Integer.parseInt(args.get(1)), task.index());
    }

    /** Runs until the channel of ticks is closed. */
    public void run() throws InterruptedException {
        reports.send(new Report.Ready());
        for (Tick tick : ticks) {
            reports.send(new Report.Calls(tick.number(), source.ridersAt(tick.number())));
        }
    }
}
