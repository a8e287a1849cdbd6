package org.gotask.mesos.libprocess;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The memory that a messenger spends on requests which are not handled yet, over all its connections. Strangers have a part
 * of it and get nothing beyond that. Peers have the rest, and wait for each other. One peer at a time may exceed it: whoever
 * holds a part of a large body could otherwise wait for those who wait for him. Thread-safe.
 */
final class InboundMemory {

    private final long totalBytes;
    private final long strangersBytes;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by lock
    private long ofStrangers;
    private long ofPeers;
    private @Nullable MemoryAccount exceeding;

    InboundMemory(long totalBytes, long strangersBytes) {
        this.totalBytes = totalBytes;
        this.strangersBytes = strangersBytes;
    }

    /** Takes what a stranger needs; false if there is not so much. */
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

    /** Takes what a peer would like to have but can do without; false if there is not so much. */
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
     * Takes what a peer needs, waiting until there is so much or nobody else exceeds the memory.
     *
     * @return false if that did not happen in time
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

    /** What a stranger holds is a peer's from now on. */
    void strangerBecomesPeer(long bytes) {
        lock.lock();
        try {
            ofStrangers -= bytes;
            ofPeers += bytes;
        } finally {
            lock.unlock();
        }
    }

    /** What is taken now, for tests. */
    long takenBytes() {
        lock.lock();
        try {
            return ofStrangers + ofPeers;
        } finally {
            lock.unlock();
        }
    }
}
