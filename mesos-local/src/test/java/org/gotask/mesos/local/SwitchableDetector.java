package org.gotask.mesos.local;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.proto.MasterInfo;

/** Reports the master that a test sets. */
final class SwitchableDetector implements MasterDetector {

    private final CompletableFuture<Listener> listener = new CompletableFuture<>();

    void lead(MasterInfo master) {
        listener.join().leaderChanged(Optional.of(master));
    }

    void nobody() {
        listener.join().leaderChanged(Optional.empty());
    }

    @Override
    public void start(Listener changes) {
        listener.complete(changes);
    }

    @Override
    public void connectionLost() {}

    @Override
    public void close() {}
}
