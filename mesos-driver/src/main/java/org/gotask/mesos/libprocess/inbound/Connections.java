package org.gotask.mesos.libprocess.inbound;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.mesos.log.RateLimitedLogger;

/**
 * The incoming connections of a messenger, limited in number. At the limit, the oldest connection of a stranger is
 * closed in favour of the new one: new peers can always connect, and the connections of peers are never closed.
 * Thread-safe.
 */
final class Connections {

    private final int limit;
    private final RateLimitedLogger log;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<InboundConnection> all = new LinkedHashSet<>(); // guarded by lock, by age

    Connections(int limit, RateLimitedLogger log) {
        this.limit = limit;
        this.log = log;
    }

    /** Adds a connection; false at the limit if all others belong to peers. */
    boolean add(InboundConnection connection) {
        List<InboundConnection> leaving = List.of();
        boolean admitted = true;
        lock.lock();
        try {
            if (all.size() >= limit) {
                leaving = takeStrangers(1);
                admitted = !leaving.isEmpty();
            }
            if (admitted) {
                all.add(connection);
            }
        } finally {
            lock.unlock();
        }
        if (!admitted) {
            log.warn(
                    "connections",
                    "connection refused, too many are open: peer=" + connection.peer() + ", limit=" + limit);
        }
        leaving.forEach(stranger -> closeStranger(stranger, "too many connections: limit=" + limit));
        return admitted;
    }

    /** Closes some connections of strangers, because the process has no file descriptor left for another connection. */
    void closeSomeStrangers() {
        List<InboundConnection> leaving;
        lock.lock();
        try {
            leaving = takeStrangers(1 + all.size() / 4);
        } finally {
            lock.unlock();
        }
        leaving.forEach(stranger -> closeStranger(stranger, "the system has no file descriptors left"));
    }

    private List<InboundConnection> takeStrangers(int count) {
        List<InboundConnection> oldest =
                all.stream().filter(InboundConnection::isStranger).limit(count).toList();
        oldest.forEach(all::remove);
        return oldest;
    }

    private void closeStranger(InboundConnection stranger, String reason) {
        log.warn("connections", "connection of a stranger closed: peer=" + stranger.peer() + ", reason=" + reason);
        stranger.close();
    }

    void remove(InboundConnection connection) {
        lock.lock();
        try {
            all.remove(connection);
        } finally {
            lock.unlock();
        }
    }

    /** The open connections, the oldest first. */
    List<InboundConnection> list() {
        lock.lock();
        try {
            return new ArrayList<>(all);
        } finally {
            lock.unlock();
        }
    }
}
