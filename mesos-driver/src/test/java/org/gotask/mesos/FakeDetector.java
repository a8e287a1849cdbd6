package org.gotask.mesos;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.proto.MasterInfo;
import org.jspecify.annotations.Nullable;

/** A detector that reports the leaders that the test sets. */
final class FakeDetector implements MasterDetector {

    private final Optional<MasterInfo> first;
    private volatile @Nullable Listener listener;
    private final AtomicInteger lost = new AtomicInteger();
    private volatile boolean closed;

    /** Reports this leader as soon as it is started. */
    FakeDetector(Optional<MasterInfo> first) {
        this.first = first;
    }

    @Override
    public void start(Listener listening) {
        listener = listening;
        if (first.isPresent()) {
            listening.leaderChanged(first);
        }
    }

    void leader(Optional<MasterInfo> leader) {
        Objects.requireNonNull(listener).leaderChanged(leader);
    }

    void fail(String message) {
        Objects.requireNonNull(listener).failed(message);
    }

    @Override
    public void connectionLost() {
        lost.incrementAndGet();
    }

    /** The number of hints that the connection is lost. */
    int lost() {
        return lost.get();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
