package org.gotask.examples.elevator.control;

/**
 * The number of riders in each state.
 *
 * @param called all riders
 * @param waiting the riders who have not boarded
 * @param riding the riders aboard
 * @param delivered the riders who have arrived
 */
record Totals(int called, int waiting, int riding, int delivered) {

    /**
     * Checks that each rider is counted once.
     *
     * @throws IllegalStateException if the sum is wrong
     */
    Totals {
        if (called != waiting + riding + delivered) {
            throw new IllegalStateException("riders are not all accounted for: called=" + called + ", waiting="
                    + waiting + ", riding=" + riding + ", delivered=" + delivered);
        }
    }
}
