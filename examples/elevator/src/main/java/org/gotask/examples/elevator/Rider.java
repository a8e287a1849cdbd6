package org.gotask.examples.elevator;

/**
 * A person who travels from one floor to another. A floor has at most one new rider per tick, so that floor and tick of
 * the call identify a rider.
 *
 * @param from the floor of the call, from 0
 * @param to the destination, another floor
 * @param calledAt the tick of the call, from 1
 */
public record Rider(int from, int to, int calledAt) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a floor or the tick is out of range, or the two floors are the same
     */
    public Rider {
        if (from < 0 || to < 0 || from == to || calledAt < 1) {
            throw new IllegalArgumentException("invalid rider: from=" + from + ", to=" + to + ", calledAt=" + calledAt
                    + "; expected two different floors from 0 and a tick from 1");
        }
    }

    /** The identity of this rider, for example {@code 3@57}: called on floor 3 in tick 57. */
    public String id() {
        return from + "@" + calledAt;
    }

    /** The direction of the trip. */
    public Direction direction() {
        return Direction.between(from, to);
    }

    /** A short form, for example {@code 3>7@57}: from floor 3 to floor 7, called in tick 57. */
    @Override
    public String toString() {
        return from + ">" + to + "@" + calledAt;
    }
}
