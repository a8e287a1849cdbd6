package org.gotask.link.protocol;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: what is due is done in order, and time jumps to it. For one thread. */
final class SimulatedTime {

    private record Event(long atNanos, long order, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::order));
    private long now;
    private long order;

    long now() {
        return now;
    }

    void at(long nanos, Runnable action) {
        events.add(new Event(Math.max(now, nanos), order++, action));
    }

    void after(long nanos, Runnable action) {
        at(now + nanos, action);
    }

    /** Does what is due next; false if nothing is left. */
    boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.atNanos();
        next.action().run();
        return true;
    }
}
