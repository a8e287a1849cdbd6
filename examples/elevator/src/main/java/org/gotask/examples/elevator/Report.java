package org.gotask.examples.elevator;

import java.util.List;
import org.gotask.TaskMsg;

/** From a task to the scheduler function. Each task sends {@link Ready} once, then one report for each tick. */
public sealed interface Report {

    /** The task runs and waits for the first tick. As text {@code ready}. */
    record Ready() implements Report {
        @Override
        public TaskMsg toMsg() {
            return TaskMsg.of("ready");
        }
    }

    /**
     * From a floor: who has called in this tick. As text {@code calls 57 3>7@57}.
     *
     * @param tick the tick this report answers
     * @param riders those who have called
     */
    record Calls(int tick, List<Rider> riders) implements Report {
        /** Copies the list. */
        public Calls {
            riders = List.copyOf(riders);
        }

        @Override
        public TaskMsg toMsg() {
            return TaskMsg.of("calls " + tick + Tick.words(riders));
        }
    }

    /**
     * From an elevator: where it is after this tick, and who got off and on. As text {@code car 57 4 up off 1>4@50 on
     * 4>6@55}.
     *
     * @param tick the tick this report answers
     * @param floor where the car is
     * @param direction where it goes
     * @param off the riders who have arrived
     * @param on the riders who have boarded
     */
    record CarMoved(int tick, int floor, Direction direction, List<Rider> off, List<Rider> on) implements Report {
        /** Copies the lists. */
        public CarMoved {
            off = List.copyOf(off);
            on = List.copyOf(on);
        }

        @Override
        public TaskMsg toMsg() {
            return TaskMsg.of("car " + tick + " " + floor + " " + direction.word() + " off" + Tick.words(off) + " on"
                    + Tick.words(on));
        }
    }

    /** This report as a message to the scheduler function. */
    TaskMsg toMsg();

    /**
     * Reads what {@link #toMsg} wrote.
     *
     * @throws IllegalArgumentException if the message says anything else
     */
    static Report from(TaskMsg msg) {
        String kinds = "ready, calls or car";
        Words words = new Words(msg);
        String kind = words.word(kinds);
        Report report = switch (kind) {
            case "ready" -> new Ready();
            case "calls" -> new Calls(words.number("a tick"), words.riders());
            case "car" -> carMoved(words);
            default -> throw words.wrong(kind, kinds);
        };
        words.end();
        return report;
    }

    private static CarMoved carMoved(Words words) {
        int tick = words.number("a tick");
        int floor = words.number("a floor");
        Direction direction = words.direction();
        words.literally("off");
        List<Rider> off = words.riders();
        words.literally("on");
        return new CarMoved(tick, floor, direction, off, words.riders());
    }
}
