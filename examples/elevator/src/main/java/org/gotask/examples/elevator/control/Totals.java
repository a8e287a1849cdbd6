package org.gotask.examples.elevator.control;

/**
 * How many riders there have been.
 *
 * @param called all who have called
 * @param waiting those of them who have not boarded yet
 * @param riding those who are aboard
 * @param delivered those who have arrived
 */
record Totals(int called, int waiting, int riding, int delivered) {

    /**
     * Checks that nobody is missing and nobody is there twice.
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
