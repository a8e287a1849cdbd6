package org.gotask.scheduler.artifact;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.scheduler.artifact.DownloadLog.Problem;

/** The connections of the artifact server, limited in number: beyond the limit, the slowest is closed. Thread-safe. */
final class Downloads {

    private final DownloadLimits limits;
    private final DownloadLog log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Download> all = new LinkedHashSet<>(); // guarded by lock, by age

    Downloads(DownloadLimits limits, DownloadLog log) {
        this.limits = limits;
        this.log = log;
    }

    void add(Download download) {
        boolean full;
        lock.lock();
        try {
            full = all.size() >= limits.connections();
        } finally {
            lock.unlock();
        }
        if (full) {
            log.warn(
                    Problem.TOO_MANY,
                    "too many concurrent downloads of the executor, the slowest is closed: limit="
                            + limits.connections());
            closeSlowest();
        }
        lock.lock();
        try {
            all.add(download);
        } finally {
            lock.unlock();
        }
    }

    void remove(Download download) {
        lock.lock();
        try {
            all.remove(download);
        } finally {
            lock.unlock();
        }
    }

    /** Closes the slowest connection, and of equally slow ones the oldest. */
    void closeSlowest() {
        long now = System.nanoTime();
        Download slowest = null;
        double least = 0;
        for (Download download : list()) {
            double speed = download.bytesPerSecond(now);
            if (slowest == null || speed < least) {
                slowest = download;
                least = speed;
            }
        }
        if (slowest != null) {
            slowest.close();
            remove(slowest);
        }
    }

    void closeOverdue(long nowNanos) {
        for (Download download : list()) {
            if (download.isOverdue(nowNanos)) {
                log.warn(
                        Problem.TOO_SLOW,
                        "executor could not be served: to=" + download.peer() + ", the peer is too slow");
                download.close();
            }
        }
    }

    void closeAll() {
        list().forEach(Download::close);
    }

    int count() {
        return list().size();
    }

    private List<Download> list() {
        lock.lock();
        try {
            return new ArrayList<>(all);
        } finally {
            lock.unlock();
        }
    }
}
