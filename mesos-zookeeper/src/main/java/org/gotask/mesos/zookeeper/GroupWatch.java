package org.gotask.mesos.zookeeper;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the nodes of masters, across lost connections and sessions. Thread-safe; one thread makes all calls to the
 * listener and to ZooKeeper.
 *
 * <p>A ZooKeeper watch only reports that something may have changed; all nodes are then read again. They are also read
 * again after a reconnection, on request, and every few minutes, so that a lost watch has no lasting effect. While the
 * connection is broken the last state remains valid until the session expires; ZooKeeper then removes the nodes of this
 * session.
 */
final class GroupWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupWatch.class);

    private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final long LOG_PERIOD_NANOS = Duration.ofMinutes(1).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ZooKeeperAddress address;
    private final Times times;
    private final Watcher watcher = event -> look();

    // guarded by lock
    private boolean dirty = true;
    private boolean lost;
    private boolean closed;
    private @Nullable Thread thread;

    // confined to the thread
    private long nextLogNanos = System.nanoTime();

    GroupWatch(ZooKeeperAddress address, Times times) {
        this.address = address;
        this.times = times;
    }

    /** Starts the watch; does not wait. */
    void start(Listener listener) {
        lock.lock();
        try {
            if (thread != null || closed) {
                throw new IllegalStateException("was started or closed before: master=" + address);
            }
            // not a virtual thread: ZooKeeper's client waits inside synchronized blocks
            thread = Thread.ofPlatform().daemon().name("zookeeper-" + address).start(() -> run(listener));
        } finally {
            lock.unlock();
        }
    }

    /** Requests that all nodes are read again; returns immediately. */
    void look() {
        lock.lock();
        try {
            dirty = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the session, which removes its nodes. Waits for a bounded time. */
    @Override
    public void close() {
        Thread running;
        lock.lock();
        try {
            closed = true;
            running = thread;
            if (running != null) {
                // with the lock held, so that a thread that sees the flag is not interrupted later, while it ends the
                // session
                running.interrupt();
            }
        } finally {
            lock.unlock();
        }
        if (running != null && !running.equals(Thread.currentThread())) {
            try {
                running.join(CLOSE_LIMIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run(Listener listener) {
        try (CuratorFramework client = client()) {
            client.getConnectionStateListenable().addListener((unused, state) -> stateChanged(state));
            client.start();
            boolean goOn = true;
            while (goOn) {
                boolean sessionLost = awaitWork();
                goOn = step(client, listener, sessionLost);
            }
        } catch (InterruptedException e) {
            // closed
        } catch (RuntimeException | Error e) {
            LOG.error("watch of ZooKeeper failed: master={}", address, e);
            listener.failed("fault while watching ZooKeeper: " + e);
        }
    }

    private boolean step(CuratorFramework client, Listener listener, boolean sessionLost) throws InterruptedException {
        try {
            if (sessionLost && !isClosed()) {
                listener.sessionLost();
            }
            List<String> children = children(client);
            if (!isClosed()) {
                listener.members(client, MasterNode.of(children));
            }
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (KeeperException.NoAuthException | KeeperException.AuthFailedException e) {
            listener.failed("ZooKeeper does not allow it: master=" + address + ", reason=" + e.getMessage()
                    + "; check the user and the password");
            return false;
        } catch (KeeperException.NoNodeException e) {
            // removed meanwhile, so the watch has fired
            return true;
        } catch (Exception e) {
            complain(e);
            retryLater();
            return true;
        }
    }

    private List<String> children(CuratorFramework client) throws Exception {
        try {
            return client.getChildren().usingWatcher(watcher).forPath(address.path());
        } catch (KeeperException.NoNodeException e) {
            // there was never a candidate; the watch reports the first one
            if (client.checkExists().usingWatcher(watcher).forPath(address.path()) != null) {
                look();
            }
            return List.of();
        }
    }

    private CuratorFramework client() {
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
                .connectString(address.connectString())
                .sessionTimeoutMs(Math.toIntExact(times.session().toMillis()))
                .connectionTimeoutMs(
                        Math.toIntExact(min(CONNECTION_LIMIT, times.session()).toMillis()))
                // retries are made here, where they can be interrupted
                .retryPolicy(new RetryNTimes(0, 0))
                // use the servers that the user specified, not those that the ensemble advertises
                .ensembleTracker(false);
        address.credentials()
                .ifPresent(credentials -> builder.authorization("digest", ZooKeeperAcl.bytes(credentials)));
        return builder.aclProvider(ZooKeeperAcl.of(address)).build();
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private void stateChanged(ConnectionState state) {
        lock.lock();
        try {
            switch (state) {
                case LOST -> {
                    lost = true;
                    changed.signalAll();
                }
                case CONNECTED, RECONNECTED -> {
                    dirty = true;
                    changed.signalAll();
                }
                case SUSPENDED, READ_ONLY -> {
                    // the last state remains valid
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for work; true if the session was lost. */
    private boolean awaitWork() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long leftNanos = times.recheck().toNanos();
            while (!dirty && !lost && leftNanos > 0) {
                leftNanos = changed.awaitNanos(leftNanos);
            }
            if (closed) {
                // ending the session takes a moment
                Thread.interrupted();
                throw new InterruptedException();
            }
            boolean sessionLost = lost;
            lost = false;
            dirty = false;
            return sessionLost;
        } finally {
            lock.unlock();
        }
    }

    /** Waits before the next attempt; ends early if something changes. */
    private void retryLater() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long leftNanos = times.retry().toNanos();
            while (!dirty && !lost && leftNanos > 0) {
                leftNanos = changed.awaitNanos(leftNanos);
            }
            dirty = true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void complain(Exception e) {
        if (System.nanoTime() - nextLogNanos >= 0) {
            nextLogNanos = System.nanoTime() + LOG_PERIOD_NANOS;
            LOG.warn("ZooKeeper does not respond, retrying: master={}, reason={}", address, e.getMessage());
        }
    }

    /**
     * The timeouts of a watch.
     *
     * @param session the time without a connection after which the session expires
     * @param retry the time between two attempts
     * @param recheck the time without changes after which all nodes are read again
     */
    record Times(Duration session, Duration retry, Duration recheck) {

        /** A session as long as Mesos's own. */
        static final Times DEFAULT = new Times(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMinutes(10));
    }

    /** Gets the nodes and their changes. */
    interface Listener {

        /**
         * All candidates, after a possible change. An exception is logged, and all nodes are read again later.
         *
         * @param client for reading and writing nodes
         * @param members the leader first
         */
        void members(CuratorFramework client, List<MasterNode> members) throws Exception;

        /** The session has expired: the last state is invalid, and the nodes of this session are removed. */
        void sessionLost();

        /** The watch has failed permanently. */
        void failed(String message);
    }
}
