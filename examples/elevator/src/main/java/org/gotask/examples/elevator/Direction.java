package org.gotask.examples.elevator;

import java.util.Locale;

/** The way a car goes or a rider wants to go. */
public enum Direction {
    UP(1),
    DOWN(-1),
    /** Of a car that nobody calls. */
    NONE(0);

    private final int floorsPerTick;

    Direction(int floorsPerTick) {
        this.floorsPerTick = floorsPerTick;
    }

    /** The way from one floor to another; {@link #NONE} if they are the same. */
    public static Direction between(int from, int to) {
        return to > from ? UP : to < from ? DOWN : NONE;
    }

    /** The change of floor in one tick: 1, -1 or 0. */
    public int floorsPerTick() {
        return floorsPerTick;
    }

    /** The word for it in a message. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
