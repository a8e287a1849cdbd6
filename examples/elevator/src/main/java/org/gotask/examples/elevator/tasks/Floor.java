package org.gotask.examples.elevator.tasks;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gotask.Task;
import org.gotask.TaskMsg;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;
import org.gotask.examples.elevator.Report;
import org.gotask.examples.elevator.Tick;

/** A floor: at each tick it reports who has come and called an elevator. Its arguments are the seed and the floors. */
public final class Floor implements Task {

    @Override
    public void run(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, List<String> args, Map<String, String> env)
            throws InterruptedException {
        int floor = Integer.parseInt(Objects.requireNonNull(env.get("GOTASK_INDEX")));
        RiderSource source = new RiderSource(Long.parseLong(args.get(1)), Integer.parseInt(args.get(2)), floor);

        out.send(new Report.Ready().toMsg());
        for (TaskMsg msg : in) {
            int tick = Tick.from(msg).number();
            out.send(new Report.Calls(tick, source.ridersAt(tick)).toMsg());
        }
    }
}
