package org.gotask.mesos.detector;

import java.util.Optional;
import org.gotask.mesos.proto.MasterInfo;

/** Finds the leading master and keeps looking. Started once, closed once. */
public interface MasterDetector extends AutoCloseable {

    /**
     * Begins to look, without waiting until something is found. The listener hears of each change, beginning with the first leader found; it may be called on any
     * thread, one call at a time.
     */
    void start(Listener listener);

    /**
     * Hints that the connection to the present leader is broken: a detector that cannot see this by itself looks again
     * and reports what it finds, even if it is the same. Does not block. May be called often.
     */
    void connectionLost();

    /** Stops looking and frees what the detector holds; no call to the listener starts after it returns. */
    @Override
    void close();

    /** Hears what a detector finds. */
    interface Listener {

        /** The leader has changed; empty if there is none. {@link MasterInfo#getPid()} is its address. */
        void leaderChanged(Optional<MasterInfo> leader);

        /** The detector has given up for good; the message says why. */
        void failed(String message);
    }
}
