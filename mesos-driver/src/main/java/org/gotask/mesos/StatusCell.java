package org.gotask.mesos;

import java.util.concurrent.locks.ReentrantLock;

/** The status of one driver, which only advances. Thread-safe. */
final class StatusCell {

    private final ReentrantLock lock = new ReentrantLock();
    private volatile DriverStatus now = DriverStatus.NOT_STARTED;

    DriverStatus get() {
        return now;
    }

    /** Changes the status if it is {@code from}; false if it is not. */
    boolean change(DriverStatus from, DriverStatus to) {
        lock.lock();
        try {
            if (now != from) {
                return false;
            }
            now = to;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Changes running or aborted to stopped; returns the previous status. */
    DriverStatus stop() {
        lock.lock();
        try {
            DriverStatus before = now;
            if (before == DriverStatus.RUNNING || before == DriverStatus.ABORTED) {
                now = DriverStatus.STOPPED;
            }
            return before;
        } finally {
            lock.unlock();
        }
    }
}
