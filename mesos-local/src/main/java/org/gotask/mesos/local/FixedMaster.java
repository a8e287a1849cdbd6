package org.gotask.mesos.local;

import java.util.Optional;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.proto.MasterInfo;
import org.jspecify.annotations.Nullable;

/** The detector of a cluster with a single master, which never changes. Thread-safe. */
final class FixedMaster implements MasterDetector {

    private final MasterInfo master;
    private volatile @Nullable Listener listener;

    FixedMaster(MasterInfo master) {
        this.master = master;
    }

    @Override
    public void start(Listener changes) {
        listener = changes;
        changes.leaderChanged(Optional.of(master));
    }

    /** Reports the same master: only the connection was lost, or the cluster is ending. */
    @Override
    public void connectionLost() {
        Listener changes = listener;
        if (changes != null) {
            changes.leaderChanged(Optional.of(master));
        }
    }

    @Override
    public void close() {
        listener = null;
    }
}
