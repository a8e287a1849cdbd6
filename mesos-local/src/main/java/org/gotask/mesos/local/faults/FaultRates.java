package org.gotask.mesos.local.faults;

/**
 * How often each fault happens to framework messages. Whoever makes one has checked the values. Immutable.
 *
 * @param drop the share of messages that are lost, 0 to 1
 * @param duplicate the share of messages that arrive twice, of those not lost
 * @param reorder the share of messages, and of their doubles, that are overtaken by some that follow
 * @param seed decides which
 */
public record FaultRates(double drop, double duplicate, double reorder, long seed) {

    /** Messages pass as they are. */
    public static final FaultRates NONE = new FaultRates(0, 0, 0, 0);

    /** Whether messages pass as they are. */
    boolean isNone() {
        return drop == 0 && duplicate == 0 && reorder == 0;
    }

    /** As users write it: {@code drop=0.1,dup=0.05,reorder=0.05,seed=7}. */
    @Override
    public String toString() {
        return "drop=" + drop + ",dup=" + duplicate + ",reorder=" + reorder + ",seed=" + seed;
    }
}
