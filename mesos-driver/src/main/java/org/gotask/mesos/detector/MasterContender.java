package org.gotask.mesos.detector;

/**
 * A master that stands for election: of all masters that stand at one place, the one that has stood longest leads. Started
 * once, closed once. Drivers have no use for it.
 */
public interface MasterContender extends AutoCloseable {

    /**
     * Begins to stand, without waiting for the outcome. The listener may be called on any thread, one call at a time.
     */
    void start(Listener listener);

    /** Withdraws, so that the next one may lead, and frees what is held; no call to the listener starts after it returns. */
    @Override
    void close();

    /** Hears how the election goes. */
    interface Listener {

        /** This master leads from now on. */
        void elected();

        /**
         * This master does not lead any more, although it has not withdrawn: its candidacy was lost with its session. It has
         * to stop serving at once, for another one may lead by now. It stands again by itself, behind all others.
         */
        void deposed(String reason);

        /** The contender has given up for good; the message says why. */
        void failed(String message);
    }
}
