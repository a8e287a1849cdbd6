package org.gotask.mesos.local;

import java.util.Optional;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.proto.MasterInfo;
import org.jspecify.annotations.Nullable;

/** Knows the master of its own cluster; there is no other. Thread-safe. */
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

    /** It ends with its cluster, or it was nothing but the connection. */
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
