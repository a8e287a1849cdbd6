package org.gotask.mesos.libprocess;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The incoming connections of a messenger, which are limited in number. When there are too many, the stranger that came first
 * makes room for the one that comes last: so peers always get in, and connections that have shown to be a peer's stay.
 * Thread-safe.
 */
final class Connections {

    private final int limit;
    private final LimitedLog log;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<InboundConnection> all = new LinkedHashSet<>(); // guarded by lock, by age

    Connections(int limit, LimitedLog log) {
        this.limit = limit;
        this.log = log;
    }

    /** Takes a connection in; false if there is no room for it, because all others are of peers. */
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
                    "connection refused, there are too many: peer=" + connection.peer() + ", limit=" + limit);
        }
        leaving.forEach(stranger -> closeForRoom(stranger, "there are too many connections: limit=" + limit));
        return admitted;
    }

    /** Closes some strangers' connections because the system has no descriptor left for another one. */
    void closeSomeStrangers() {
        List<InboundConnection> leaving;
        lock.lock();
        try {
            leaving = takeStrangers(1 + all.size() / 4);
        } finally {
            lock.unlock();
        }
        leaving.forEach(stranger -> closeForRoom(stranger, "the system has no descriptors left"));
    }

    private List<InboundConnection> takeStrangers(int count) {
        List<InboundConnection> oldest =
                all.stream().filter(InboundConnection::isStranger).limit(count).toList();
        oldest.forEach(all::remove);
        return oldest;
    }

    private void closeForRoom(InboundConnection stranger, String reason) {
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

    /** Those that are open now, the oldest first. */
    List<InboundConnection> list() {
        lock.lock();
        try {
            return new ArrayList<>(all);
        } finally {
            lock.unlock();
        }
    }
}
