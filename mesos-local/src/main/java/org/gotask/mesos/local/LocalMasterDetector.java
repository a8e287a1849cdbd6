package org.gotask.mesos.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.mesos.local.actor.UninterruptibleWait;
import org.gotask.mesos.text.FaultText;
import org.jspecify.annotations.Nullable;

/**
 * Starts a cluster and reports its master after all agents have registered, so that the first offers include all of
 * them. The ids of the cluster's processes are given only to the driver and the executors, so that no other process can
 * use the cluster. Thread-safe.
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

    /** Returns immediately; a virtual thread starts the cluster. */
    @Override
    public void start(Listener changes) {
        lock.lock();
        try {
            if (listener != null || closed) {
                throw new IllegalStateException("detector was started or closed before; create a new one");
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

    @Override
    public Optional<Path> keepOutput() {
        lock.lock();
        try {
            return cluster == null ? Optional.empty() : cluster.keepOutput();
        } finally {
            lock.unlock();
        }
    }

    /** Closes the cluster with all its executors, and waits until they have ended. */
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
        } catch (RuntimeException | Error e) {
            // an Error, too: the driver waits for the master
            fail("local cluster cannot be started: " + FaultText.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Calls the listener with the lock held, so that no call begins after {@link #close} has had the lock. */
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
