package org.gotask.mesos.detector;

import java.nio.file.Path;
import java.util.Optional;
import org.gotask.mesos.proto.MasterInfo;

/** Detects the leading master and its changes. Started once, closed once. */
public interface MasterDetector extends AutoCloseable {

    /**
     * Starts the detection; does not wait for a result. The listener is called for each change, beginning with the
     * first leader; it may be called on any thread, one call at a time.
     */
    void start(Listener listener);

    /**
     * Hints that the connection to the current leader is broken. A detector that cannot observe this itself repeats the
     * detection and reports the leader, even if it is the same. Does not block. May be called often.
     */
    void connectionLost();

    /**
     * Keeps the output of the executors on this machine beyond {@link #close}, if this detector runs the cluster itself
     * and would remove it. Does not block.
     *
     * @return the directory that contains the output; empty if the cluster runs elsewhere, or no executor was started
     */
    default Optional<Path> keepOutput() {
        return Optional.empty();
    }

    /** Stops the detection and frees its resources; no call to the listener starts after it returns. */
    @Override
    void close();

    /** Receives the results of a detector. */
    interface Listener {

        /** The leader has changed; empty if there is none. {@link MasterInfo#getPid()} is its address. */
        void leaderChanged(Optional<MasterInfo> leader);

        /** The detector has failed permanently; the message contains the reason. */
        void failed(String message);
    }
}
