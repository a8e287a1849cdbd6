package org.gotask.examples.elevator;

import java.util.List;
import java.util.Objects;
import org.gotask.Codec;
import org.gotask.json.JsonCodec;

/** A message from a task to the scheduler function. Each task sends {@link Ready} once, then one report per tick. */
public sealed interface Report {

    /** Encodes reports as JSON, for example {@code {"type":"Ready"}}. */
    Codec<Report> CODEC = JsonCodec.of(Report.class);

    /** The task runs and is ready for the first tick. */
    record Ready() implements Report {}

    /**
     * The calls on a floor in one tick.
     *
     * @param tick the tick this report answers
     * @param riders the riders who called
     */
    record Calls(int tick, List<Rider> riders) implements Report {
        /** Copies the list. */
        public Calls {
            riders = List.copyOf(riders);
        }
    }

    /**
     * The state of an elevator after one tick.
     *
     * @param tick the tick this report answers
     * @param floor the floor of the car, from 0
     * @param direction the direction of the car
     * @param off the riders who have arrived
     * @param on the riders who have boarded
     */
    record CarMoved(int tick, int floor, Direction direction, List<Rider> off, List<Rider> on) implements Report {
        /**
         * Copies the lists.
         *
         * @throws IllegalArgumentException if the floor is below 0
         */
        public CarMoved {
            Objects.requireNonNull(direction, "direction");
            off = List.copyOf(off);
            on = List.copyOf(on);
            if (floor < 0) {
                throw new IllegalArgumentException("invalid car: floor=" + floor + ", expected 0 or more");
            }
        }
    }
}
