package org.gotask.examples.elevator;

/** The direction of a car or a rider. */
public enum Direction {
    UP(1),
    DOWN(-1),
    /** Of a car without calls. */
    NONE(0);

    private final int floorsPerTick;

    Direction(int floorsPerTick) {
        this.floorsPerTick = floorsPerTick;
    }

    /** The direction from one floor to another; {@link #NONE} if they are the same. */
    public static Direction between(int from, int to) {
        return to > from ? UP : to < from ? DOWN : NONE;
    }

    /** The change of floor in one tick: 1, -1 or 0. */
    public int floorsPerTick() {
        return floorsPerTick;
    }
}
