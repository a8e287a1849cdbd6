package org.gotask.scheduler.placement;

import org.gotask.Resources;

/** The share of some resources in others. */
final class Share {

    private static final double THOUSAND = 1000;

    private Share() {}

    /**
     * The largest fraction, over all resource names, of a part in a whole. A resource that the whole lacks counts there
     * as a thousandth.
     */
    static double of(Resources part, Resources whole) {
        double share = 0;
        for (String name : part.names()) {
            share = Math.max(share, thousandths(part, name) / Math.max(1, thousandths(whole, name)));
        }
        return share;
    }

    /** Whole numbers, so that equal fractions are equal as doubles: 0.1 of 0.3, and 0.3 of 0.9. */
    private static double thousandths(Resources resources, String name) {
        return Math.rint(resources.get(name) * THOUSAND);
    }
}
