package org.gotask.mesos.detector;

/**
 * A candidate for the leadership: of all candidates at one place, the one that has been a candidate longest leads.
 * Started once, closed once. Drivers do not use it.
 */
public interface MasterContender extends AutoCloseable {

    /**
     * Becomes a candidate, without waiting for the outcome. The listener may be called on any thread, one call at a
     * time.
     */
    void start(Listener listener);

    /**
     * Withdraws, so that the next candidate may lead, and frees its resources; no call to the listener starts after it
     * returns.
     */
    @Override
    void close();

    /** Receives the results of the election. */
    interface Listener {

        /** This master is the leader. */
        void elected();

        /**
         * This master is no longer the leader, although it has not withdrawn: its candidacy was lost with its session.
         * It must stop serving immediately, because another master may lead already. It automatically becomes a
         * candidate again, behind all others.
         */
        void deposed(String reason);

        /** The contender has failed permanently; the message contains the reason. */
        void failed(String message);
    }
}
