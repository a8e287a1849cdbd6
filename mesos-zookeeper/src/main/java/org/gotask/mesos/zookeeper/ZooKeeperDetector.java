package org.gotask.mesos.zookeeper;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.proto.MasterInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects the leading master among the nodes in ZooKeeper. While the connection to ZooKeeper is broken the last leader
 * remains valid; after the session has expired there is no leader until the connection is restored. Thread-safe.
 */
final class ZooKeeperDetector implements MasterDetector {

    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperDetector.class);
    private static final long LOG_PERIOD_NANOS = Duration.ofMinutes(1).toNanos();

    private final ZooKeeperAddress address;
    private final GroupWatch watch;

    ZooKeeperDetector(ZooKeeperAddress address, GroupWatch.Times times) {
        this.address = address;
        watch = new GroupWatch(address, times);
    }

    @Override
    public void start(Listener listener) {
        watch.start(new LeaderWatch(listener));
    }

    /** ZooKeeper reports each change itself; this only covers lost notifications. */
    @Override
    public void connectionLost() {
        watch.look();
    }

    @Override
    public void close() {
        watch.close();
    }

    @Override
    public String toString() {
        return address.toString();
    }

    /** Confined to the thread of the watch. */
    private final class LeaderWatch implements GroupWatch.Listener {
        private final Listener listener;
        /** The node whose data was read last; the data of a node never changes. */
        private @Nullable MasterNode read;

        private Optional<MasterInfo> reported = Optional.empty();
        private boolean saidNone;
        private long nextLogNanos = System.nanoTime();

        LeaderWatch(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void members(CuratorFramework client, List<MasterNode> members) throws Exception {
            if (members.isEmpty()) {
                read = null;
                logNone(client);
                report(Optional.empty());
                return;
            }
            MasterNode leader = members.get(0);
            if (!leader.equals(read)) {
                byte[] data = client.getData().forPath(address.path() + "/" + leader.name());
                read = leader;
                report(master(leader, data));
            }
        }

        /** A misspelled path looks like masters that have not started yet. */
        private void logNone(CuratorFramework client) throws Exception {
            if (System.nanoTime() - nextLogNanos < 0) {
                return;
            }
            nextLogNanos = System.nanoTime() + LOG_PERIOD_NANOS;
            boolean exists = client.checkExists().forPath(address.path()) != null;
            LOG.warn(
                    "no master is registered in ZooKeeper, waiting for one: master={}, reason={}; check the path",
                    address,
                    exists ? "the path has no node of a master" : "the path does not exist");
        }

        private Optional<MasterInfo> master(MasterNode leader, byte[] data) {
            try {
                return Optional.of(leader.master(data));
            } catch (MalformedMasterException e) {
                LOG.warn(
                        "leading master ignored, its node cannot be read: master={}, node={}, reason={}",
                        address,
                        leader.name(),
                        e.getMessage());
                return Optional.empty();
            }
        }

        @Override
        public void sessionLost() {
            read = null;
            LOG.warn("session with ZooKeeper lost, leading master unknown: master={}", address);
            report(Optional.empty());
        }

        @Override
        public void failed(String message) {
            listener.failed(message);
        }

        private void report(Optional<MasterInfo> leader) {
            if (!leader.equals(reported) || (leader.isEmpty() && !saidNone)) {
                reported = leader;
                saidNone = leader.isEmpty();
                listener.leaderChanged(leader);
            }
        }
    }
}
