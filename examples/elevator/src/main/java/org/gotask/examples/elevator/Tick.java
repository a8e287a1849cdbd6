package org.gotask.examples.elevator;

import java.util.List;
import java.util.stream.Collectors;
import org.gotask.TaskMsg;

/**
 * From the scheduler function to a task: the clock has struck. As text {@code tick 57 3>7@56}.
 *
 * @param number which tick it is, from 1
 * @param assigned riders that the elevator is to fetch from now on; a floor has none
 */
public record Tick(int number, List<Rider> assigned) {

    /** Copies the list. */
    public Tick {
        assigned = List.copyOf(assigned);
    }

    /** This tick as a message to one task. */
    public TaskMsg to(String taskName) {
        return TaskMsg.of(taskName, "tick " + number + words(assigned));
    }

    /**
     * Reads what {@link #to} wrote.
     *
     * @throws IllegalArgumentException if the message says anything else
     */
    public static Tick from(TaskMsg msg) {
        Words words = new Words(msg);
        words.literally("tick");
        Tick tick = new Tick(words.number("a tick"), words.riders());
        words.end();
        return tick;
    }

    /** Riders as words, each after a space. */
    static String words(List<Rider> riders) {
        return riders.stream().map(rider -> " " + rider).collect(Collectors.joining());
    }
}
