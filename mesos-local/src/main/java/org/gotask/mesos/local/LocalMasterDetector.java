package org.gotask.mesos.local;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.mesos.local.actor.UninterruptibleWait;
import org.jspecify.annotations.Nullable;

/**
 * Does not look for a master but starts one: a cluster of its own, reported when all its agents are there, so that the
 * first offers hold them all. Nobody else is told the ids of its processes, so nobody else can use it. Thread-safe.
 */
final class LocalMasterDetector implements MasterDetector {

    private final LocalSpec spec;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Listener listener; // guarded by lock
    private @Nullable LocalCluster cluster; // guarded by lock
    private @Nullable Thread starter; // guarded by lock
    private boolean closed; // guarded by lock

    LocalMasterDetector(LocalSpec spec) {
        this.spec = spec;
    }

    /** Returns at once; the cluster is started on a thread of its own. */
    @Override
    public void start(Listener changes) {
        lock.lock();
        try {
            if (listener != null || closed) {
                throw new IllegalStateException("detector was started or closed before; make a new one");
            }
            listener = changes;
            starter = Thread.ofVirtual().name("mesos-local-start").start(this::startCluster);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void connectionLost() {
        report();
    }

    /** Ends the cluster and all that runs in it, and waits for that. */
    @Override
    public void close() {
        Thread starting;
        lock.lock();
        try {
            closed = true;
            starting = starter;
            starter = null;
        } finally {
            lock.unlock();
        }
        if (starting != null && !starting.equals(Thread.currentThread())) {
            starting.interrupt();
            UninterruptibleWait.await(starting::join);
        }
        LocalCluster ended;
        lock.lock();
        try {
            ended = cluster;
            cluster = null;
        } finally {
            lock.unlock();
        }
        if (ended != null) {
            ended.close();
        }
    }

    private void startCluster() {
        try {
            LocalCluster started = LocalCluster.start(LocalClusterConfig.builder(spec)
                    .names(LocalClusterConfig.Names.SECRET)
                    .build());
            lock.lock();
            try {
                cluster = started;
            } finally {
                lock.unlock();
            }
            report();
        } catch (IOException e) {
            fail("local cluster cannot be started: " + NetworkReason.of(e));
        } catch (RuntimeException e) {
            fail("local cluster cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Holds the lock while it calls, so that no call begins once {@link #close} has it. */
    private void report() {
        lock.lock();
        try {
            if (!closed && listener != null && cluster != null) {
                listener.leaderChanged(Optional.of(cluster.masterInfo()));
            }
        } finally {
            lock.unlock();
        }
    }

    private void fail(String message) {
        lock.lock();
        try {
            if (!closed && listener != null) {
                listener.failed(message);
            }
        } finally {
            lock.unlock();
        }
    }
}
