package org.gotask.mesos.zookeeper;

import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;
import org.gotask.mesos.detector.MasterContender;
import org.gotask.mesos.proto.MasterInfo;
import org.jspecify.annotations.Nullable;

/**
 * A candidate for the leadership in ZooKeeper, with an ephemeral node. Thread-safe.
 *
 * <p>If the response to the creation of the node is lost, the node is found by its session, so that a master has at
 * most one. A session may expire a little before this side notices: for that time two masters may both believe that
 * they lead, as in Mesos.
 */
final class ZooKeeperContender implements MasterContender {

    private final ZooKeeperAddress address;
    private final MasterInfo candidate;
    private final GroupWatch watch;

    ZooKeeperContender(ZooKeeperAddress address, MasterInfo candidate, GroupWatch.Times times) {
        this.address = address;
        this.candidate = candidate;
        watch = new GroupWatch(address, times);
    }

    @Override
    public void start(Listener listener) {
        watch.start(new Candidacy(listener));
    }

    @Override
    public void close() {
        watch.close();
    }

    /** Confined to the thread of the watch. */
    private final class Candidacy implements GroupWatch.Listener {
        private final Listener listener;
        private @Nullable MasterNode own;
        private boolean leading;

        Candidacy(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void members(CuratorFramework client, List<MasterNode> members) throws Exception {
            MasterNode standing = own;
            if (standing != null && !members.contains(standing)) {
                depose("its node was removed: node=" + standing.name());
                standing = null;
            }
            if (standing == null) {
                Optional<MasterNode> found = ownNode(client, members);
                // reading the members again determines the leader
                own = found.isPresent() ? found.get() : stand(client);
                watch.look();
                return;
            }
            if (!leading && members.get(0).equals(standing)) {
                leading = true;
                listener.elected();
            }
        }

        private Optional<MasterNode> ownNode(CuratorFramework client, List<MasterNode> members) throws Exception {
            long session = client.getZookeeperClient().getZooKeeper().getSessionId();
            for (MasterNode member : members) {
                Stat stat = client.checkExists().forPath(address.path() + "/" + member.name());
                if (stat != null && stat.getEphemeralOwner() == session) {
                    return Optional.of(member);
                }
            }
            return Optional.empty();
        }

        private MasterNode stand(CuratorFramework client) throws Exception {
            String made = client.create()
                    .creatingParentsIfNeeded()
                    .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
                    .forPath(address.path() + "/" + MasterNode.LABEL, MasterInfoJson.write(candidate));
            String name = made.substring(made.lastIndexOf('/') + 1);
            return MasterNode.find(name)
                    .orElseThrow(() -> new IllegalStateException("ZooKeeper created an unexpected node: " + made));
        }

        @Override
        public void sessionLost() {
            depose("session with ZooKeeper is lost: master=" + address);
        }

        @Override
        public void failed(String message) {
            depose(message);
            listener.failed(message);
        }

        private void depose(String reason) {
            own = null;
            if (leading) {
                leading = false;
                listener.deposed(reason);
            }
        }
    }
}
