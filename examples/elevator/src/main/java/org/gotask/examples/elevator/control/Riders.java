package org.gotask.examples.elevator.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gotask.examples.elevator.Rider;

/** All riders of a run, from call to boarding to arrival. Confined to one thread. */
final class Riders {

    /** A rider who has arrived. */
    record Trip(Rider rider, int boardedAt, int deliveredAt) {

        /** From the boarding to the arrival, in ticks. */
        int rideTicks() {
            return deliveredAt - boardedAt;
        }
    }

    private final Set<Rider> waiting = new LinkedHashSet<>();
    private final Map<Rider, Integer> boardedAt = new LinkedHashMap<>();
    private final List<Trip> trips = new ArrayList<>();
    private final List<Integer> waitsTicks = new ArrayList<>();
    private int called;

    /** A rider has called. */
    void call(Rider rider) {
        called++;
        waiting.add(rider);
    }

    /** A rider has boarded. */
    void board(Rider rider, int tick) {
        waiting.remove(rider);
        boardedAt.put(rider, tick);
        waitsTicks.add(tick - rider.calledAt());
    }

    /**
     * A rider has arrived.
     *
     * @throws IllegalStateException if this rider is not aboard
     */
    void deliver(Rider rider, int tick) {
        Integer since = boardedAt.remove(rider);
        if (since == null) {
            throw new IllegalStateException("rider arrived without being aboard: rider=" + rider.id());
        }
        trips.add(new Trip(rider, since, tick));
    }

    /** The riders who have called and not boarded. */
    Set<Rider> waiting() {
        return Collections.unmodifiableSet(waiting);
    }

    /** The riders aboard. */
    Set<Rider> riding() {
        return Collections.unmodifiableSet(boardedAt.keySet());
    }

    /** The riders who have arrived, in the order of arrival. */
    List<Trip> trips() {
        return Collections.unmodifiableList(trips);
    }

    /** From call to boarding, of all who have boarded, in ticks. */
    List<Integer> waitsTicks() {
        return Collections.unmodifiableList(waitsTicks);
    }

    /** The totals; throws {@link IllegalStateException} if they do not add up. */
    Totals totals() {
        return new Totals(called, waiting.size(), boardedAt.size(), trips.size());
    }
}
