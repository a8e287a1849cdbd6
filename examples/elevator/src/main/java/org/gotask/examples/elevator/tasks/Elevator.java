package org.gotask.examples.elevator.tasks;

import java.util.List;
import java.util.Map;
import org.gotask.Task;
import org.gotask.TaskMsg;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;
import org.gotask.examples.elevator.Car;
import org.gotask.examples.elevator.Report;
import org.gotask.examples.elevator.Tick;

/** An elevator: at each tick it takes on the riders assigned to it, makes one step, and reports what came of it. */
public final class Elevator implements Task {

    private Car car = Car.onGroundFloor();

    @Override
    public void run(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, List<String> args, Map<String, String> env)
            throws InterruptedException {
        out.send(new Report.Ready().toMsg());
        for (TaskMsg msg : in) {
            Tick tick = Tick.from(msg);
            Car.Step step = car.assign(tick.assigned()).step();
            car = step.car();
            out.send(new Report.CarMoved(tick.number(), car.floor(), car.direction(), step.off(), step.on()).toMsg());
        }
    }
}
