package org.gotask.mesos.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Elections in a real ZooKeeper: one candidate leads at any time, and the next one when it is gone. */
class ZooKeeperContenderTest {

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final RecordingListener seen = new RecordingListener();
    private TestZooKeeper zooKeeper;

    @BeforeEach
    void start() throws Exception {
        zooKeeper = new TestZooKeeper(folder);
        ZooKeeperDetector detector = new ZooKeeperDetector(zooKeeper.address(), ZooKeeperDetectorTest.FAST);
        open.add(detector);
        detector.start(seen);
        assertThat(seen.next()).isEqualTo("none");
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        zooKeeper.close();
    }

    private ZooKeeperContender stand(ZooKeeperAddress address, int port, RecordingListener told) throws Exception {
        return stand(address, port, told, ZooKeeperDetectorTest.FAST);
    }

    private ZooKeeperContender stand(ZooKeeperAddress address, int port, RecordingListener told, GroupWatch.Times times)
            throws Exception {
        int before = standing();
        ZooKeeperContender contender = new ZooKeeperContender(address, Masters.master("m" + port, port), times);
        open.add(contender);
        contender.start(told);
        await().until(() -> standing() == before + 1);
        return contender;
    }

    private ZooKeeperContender stand(int port, RecordingListener told) throws Exception {
        return stand(zooKeeper.address(), port, told);
    }

    private int standing() throws Exception {
        return zooKeeper.client().checkExists().forPath("/mesos") == null
                ? 0
                : zooKeeper.client().getChildren().forPath("/mesos").size();
    }

    @Test
    void firstLeadsAndOthersFollowInTheOrderTheyStood() throws Exception {
        RecordingListener first = new RecordingListener();
        RecordingListener second = new RecordingListener();
        RecordingListener third = new RecordingListener();
        ZooKeeperContender leader = stand(1, first);
        assertThat(first.next()).isEqualTo("elected");
        assertThat(seen.next()).isEqualTo("master@127.0.0.1:1");
        ZooKeeperContender follower = stand(2, second);
        stand(3, third);

        leader.close();
        assertThat(second.next()).isEqualTo("elected");
        assertThat(seen.next()).isEqualTo("master@127.0.0.1:2");
        assertThat(third.rest()).isEmpty();
        follower.close();
        assertThat(third.next()).isEqualTo("elected");
        assertThat(seen.next()).isEqualTo("master@127.0.0.1:3");
        assertThat(first.rest()).isEmpty();
        assertThat(second.rest()).isEmpty();
    }

    @Test
    void leaderWhoseSessionIsKilledIsDeposedAndStandsBehindTheOthers() throws Exception {
        RecordingListener told = new RecordingListener();
        stand(1, told);
        assertThat(told.next()).isEqualTo("elected");

        zooKeeper.killSessions();

        assertThat(told.next()).isEqualTo("deposed");
        assertThat(told.next()).isEqualTo("elected");
        await().until(() -> standing() == 1);
    }

    @Test
    void leaderWhoseNodeIsRemovedIsDeposed() throws Exception {
        RecordingListener first = new RecordingListener();
        RecordingListener second = new RecordingListener();
        stand(1, first);
        assertThat(first.next()).isEqualTo("elected");
        stand(2, second);

        List<String> nodes = zooKeeper.client().getChildren().forPath("/mesos");
        zooKeeper.remove("/mesos/" + MasterNode.of(nodes).get(0).name());

        assertThat(first.next()).isEqualTo("deposed");
        assertThat(second.next()).isEqualTo("elected");
        await().until(() -> standing() == 2);
        assertThat(first.rest()).isEmpty();
    }

    @Test
    void brokenConnectionsDeposeNobodyAndNobodyStandsTwice() throws Exception {
        RecordingListener told = new RecordingListener();
        for (int i = 0; i < 5; i++) {
            zooKeeper.dropConnections();
        }
        stand(zooKeeper.address(), 1, told, ZooKeeperDetectorTest.PATIENT);
        for (int i = 0; i < 10; i++) {
            zooKeeper.dropConnections();
        }

        assertThat(told.next()).isEqualTo("elected");
        assertThat(standing()).isEqualTo(1);
        assertThat(told.rest()).isEmpty();
    }

    @Test
    void zooKeeperThatIsDownForLongDeposesTheLeader() throws Exception {
        RecordingListener told = new RecordingListener();
        stand(1, told);
        assertThat(told.next()).isEqualTo("elected");

        zooKeeper.stop();
        assertThat(told.next()).isEqualTo("deposed");
        zooKeeper.start();
        assertThat(told.next()).isEqualTo("elected");
    }

    @Test
    void nodesMadeWithCredentialsAreTheMakersAlone() throws Exception {
        RecordingListener told = new RecordingListener();
        stand(zooKeeper.address("user:secret"), 1, told);
        assertThat(told.next()).isEqualTo("elected");
        assertThat(seen.next()).isEqualTo("master@127.0.0.1:1");

        RecordingListener other = new RecordingListener();
        ZooKeeperContender stranger =
                new ZooKeeperContender(zooKeeper.address(), Masters.master("m2", 2), ZooKeeperDetectorTest.FAST);
        open.add(stranger);
        stranger.start(other);

        assertThat(other.next()).startsWith("failed: ZooKeeper does not allow it");
    }
}
