package org.gotask.examples.elevator.tasks;

import org.gotask.TaskContext;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;
import org.gotask.examples.elevator.Car;
import org.gotask.examples.elevator.Report;
import org.gotask.examples.elevator.Tick;

/** The task of one elevator: in each tick its car takes the riders assigned to it, makes one step, and reports it. */
public final class Elevator {

    private final ReceiveChannel<Tick> ticks;
    private final SendChannel<Report> reports;
    private Car car = Car.onGroundFloor();

    /** The elevator of a task. */
    public Elevator(TaskContext task) {
        this.ticks = task.in(Tick.CODEC);
        this.reports = task.out(Report.CODEC);
    }

    /** Runs until the channel of ticks is closed. */
    public void run() throws InterruptedException {
        reports.send(new Report.Ready());
        for (Tick tick : ticks) {
            Car.Step step = car.assign(tick.assigned()).step();
            car = step.car();
            reports.send(new Report.CarMoved(tick.number(), car.floor(), car.direction(), step.off(), step.on()));
        }
    }
}
