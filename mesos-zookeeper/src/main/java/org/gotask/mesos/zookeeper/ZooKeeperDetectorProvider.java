package org.gotask.mesos.zookeeper;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.gotask.mesos.detector.MasterContender;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.detector.MasterDetectorProvider;
import org.gotask.mesos.proto.MasterInfo;

/** Masters that are elected in ZooKeeper: {@code zk://user:password@host:port,host:port/path}. Stateless. */
public final class ZooKeeperDetectorProvider implements MasterDetectorProvider {

    /** For {@link java.util.ServiceLoader}. */
    public ZooKeeperDetectorProvider() {}

    @Override
    public String forms() {
        return ZooKeeperAddress.FORM;
    }

    @Override
    public boolean accepts(String specification) {
        return specification.startsWith(ZooKeeperAddress.PREFIX);
    }

    @Override
    public MasterDetector create(String specification) {
        return new ZooKeeperDetector(ZooKeeperAddress.parse(specification), GroupWatch.Times.DEFAULT);
    }

    @Override
    public List<InetSocketAddress> contacts(String specification) {
        return ZooKeeperAddress.parse(specification).servers();
    }

    @Override
    public Optional<MasterContender> contender(String specification, MasterInfo candidate) {
        return Optional.of(
                new ZooKeeperContender(ZooKeeperAddress.parse(specification), candidate, GroupWatch.Times.DEFAULT));
    }
}
