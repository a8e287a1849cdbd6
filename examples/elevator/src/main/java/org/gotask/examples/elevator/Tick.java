package org.gotask.examples.elevator;

import java.util.List;
import org.gotask.Codec;
import org.gotask.json.JsonCodec;

/**
 * A message from the scheduler function to a task: one tick of the clock, which the task answers with a {@link Report}.
 *
 * @param number the number of the tick, from 1
 * @param assigned the riders newly assigned to the elevator; empty for a floor
 */
public record Tick(int number, List<Rider> assigned) {

    /** Encodes ticks as JSON, for example {@code {"number":57,"assigned":[{"from":3,"to":7,"calledAt":56}]}}. */
    public static final Codec<Tick> CODEC = JsonCodec.of(Tick.class);

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the number is below 1
     */
    public Tick {
        assigned = List.copyOf(assigned);
        if (number < 1) {
            throw new IllegalArgumentException("invalid tick: number=" + number + ", expected 1 or more");
        }
    }
}
