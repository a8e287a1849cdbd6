package org.gotask.mesos.local.faults;

/**
 * The rates of faults in framework messages. The creator validates the values. Immutable.
 *
 * @param drop the share of messages that are lost, 0 to 1
 * @param duplicate the share of messages that arrive twice, of those not lost, 0 to 1
 * @param reorder the share of messages, and of their duplicates, that are overtaken by some that follow, 0 to 1
 * @param seed the seed of the pseudo-random choice of messages
 */
public record FaultRates(double drop, double duplicate, double reorder, long seed) {

    /** No faults. */
    public static final FaultRates NONE = new FaultRates(0, 0, 0, 0);

    /** Whether all rates are 0. */
    boolean isNone() {
        return drop == 0 && duplicate == 0 && reorder == 0;
    }

    /** The notation of users: {@code drop=0.1,dup=0.05,reorder=0.05,seed=7}. */
    @Override
    public String toString() {
        return "drop=" + drop + ",dup=" + duplicate + ",reorder=" + reorder + ",seed=" + seed;
    }
}
