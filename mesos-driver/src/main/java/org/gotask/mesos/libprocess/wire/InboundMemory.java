package org.gotask.mesos.libprocess.wire;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for the memory of requests that are not handled yet, over all connections of a messenger. Strangers are
 * limited to a part of it. Peers share the total, and wait for each other. One peer at a time may exceed the total:
 * otherwise peers that each hold part of a large body could wait for each other forever. Thread-safe.
 */
public final class InboundMemory {

    private final long totalBytes;
    private final long strangersBytes;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by lock
    private long ofStrangers;
    private long ofPeers;
    private @Nullable MemoryAccount exceeding;

    public InboundMemory(long totalBytes, long strangersBytes) {
        this.totalBytes = totalBytes;
        this.strangersBytes = strangersBytes;
    }

    /** Takes memory for a stranger; false if not enough is available. */
    boolean takeForStranger(long bytes) {
        lock.lock();
        try {
            boolean fits = ofStrangers + bytes <= strangersBytes && ofStrangers + ofPeers + bytes <= totalBytes;
            if (fits) {
                ofStrangers += bytes;
            }
            return fits;
        } finally {
            lock.unlock();
        }
    }

    /** Takes optional memory for a peer; false if not enough is available. */
    boolean tryTakeForPeer(long bytes) {
        lock.lock();
        try {
            boolean fits = ofStrangers + ofPeers + bytes <= totalBytes;
            if (fits) {
                ofPeers += bytes;
            }
            return fits;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes memory for a peer; waits until enough is available, or no other peer exceeds the total.
     *
     * @return false after the time limit
     * @throws InterruptedException if the thread is interrupted while waiting; nothing is taken then
     */
    boolean takeForPeer(MemoryAccount peer, long bytes, long waitNanos) throws InterruptedException {
        lock.lock();
        try {
            long left = waitNanos;
            while (ofStrangers + ofPeers + bytes > totalBytes && exceeding != null && exceeding != peer) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            ofPeers += bytes;
            if (ofStrangers + ofPeers > totalBytes) {
                exceeding = peer;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void giveBack(boolean stranger, long bytes) {
        lock.lock();
        try {
            if (stranger) {
                ofStrangers -= bytes;
            } else {
                ofPeers -= bytes;
            }
            if (ofStrangers + ofPeers <= totalBytes) {
                exceeding = null;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Transfers memory from a stranger to a peer. */
    void strangerBecomesPeer(long bytes) {
        lock.lock();
        try {
            ofStrangers -= bytes;
            ofPeers += bytes;
        } finally {
            lock.unlock();
        }
    }

    /** The memory in use, for tests. */
    public long takenBytes() {
        lock.lock();
        try {
            return ofStrangers + ofPeers;
        } finally {
            lock.unlock();
        }
    }
}
