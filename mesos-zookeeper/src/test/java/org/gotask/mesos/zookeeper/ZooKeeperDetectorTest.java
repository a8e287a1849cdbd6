package org.gotask.mesos.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detection of the leader in a real ZooKeeper, with failures of ZooKeeper. */
class ZooKeeperDetectorTest {

    static final GroupWatch.Times FAST =
            new GroupWatch.Times(Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofMinutes(10));

    /** For broken connections within a session: ZooKeeper's client takes up to a second to reconnect. */
    static final GroupWatch.Times PATIENT =
            new GroupWatch.Times(Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofMinutes(10));

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final RecordingListener told = new RecordingListener();
    private TestZooKeeper zooKeeper;

    @BeforeEach
    void start() throws Exception {
        zooKeeper = new TestZooKeeper(folder);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        zooKeeper.close();
    }

    private ZooKeeperDetector detect(ZooKeeperAddress address) {
        return detect(address, FAST);
    }

    private ZooKeeperDetector detect(ZooKeeperAddress address, GroupWatch.Times times) {
        ZooKeeperDetector detector = new ZooKeeperDetector(address, times);
        open.add(detector);
        detector.start(told);
        return detector;
    }

    private String put(int port) throws Exception {
        return zooKeeper.put("json.info_", MasterInfoJson.write(Masters.master("m" + port, port)));
    }

    private static String pid(int port) {
        return "master@127.0.0.1:" + port;
    }

    @Test
    void findsTheLeaderThatIsThere() throws Exception {
        put(1);
        put(2);

        detect(zooKeeper.address());

        assertThat(told.next()).isEqualTo(pid(1));
    }

    @Test
    void findsMasterThatStandsLaterWhereNobodyEverStood() throws Exception {
        detect(zooKeeper.address());
        assertThat(told.next()).isEqualTo("none");

        put(1);

        assertThat(told.next()).isEqualTo(pid(1));
    }

    /** A misspelled path. */
    @Test
    void saysThatNobodyIsRegisteredWherePathDoesNotExist() throws Exception {
        put(1);
        try (LogLines log = new LogLines()) {
            detect(ZooKeeperAddress.parse("zk://127.0.0.1:" + zooKeeper.port() + "/mesoss"));
            assertThat(told.next()).isEqualTo("none");

            assertThat(log.lines())
                    .containsExactly("no master is registered in ZooKeeper, waiting for one: master=zk://127.0.0.1:"
                            + zooKeeper.port() + "/mesoss, reason=the path does not exist; check the path");
        }
    }

    @Test
    void saysThatNobodyIsRegisteredWherePathHasOtherNodes() throws Exception {
        zooKeeper.client().create().creatingParentsIfNeeded().forPath("/mesos/log_replicas");
        try (LogLines log = new LogLines()) {
            ZooKeeperDetector detector = detect(zooKeeper.address());
            assertThat(told.next()).isEqualTo("none");
            detector.connectionLost();
            put(1);
            assertThat(told.next()).isEqualTo(pid(1));

            assertThat(log.lines())
                    .containsExactly("no master is registered in ZooKeeper, waiting for one: master="
                            + zooKeeper.address() + ", reason=the path has no node of a master; check the path");
        }
    }

    @Test
    void tellsEachChangeOfTheLeaderAndNothingElse() throws Exception {
        String first = put(1);
        detect(zooKeeper.address());
        assertThat(told.next()).isEqualTo(pid(1));
        String second = put(2);
        String third = put(3);
        zooKeeper.client().create().forPath("/mesos/log_replicas");

        zooKeeper.remove(second);
        zooKeeper.remove(first);
        assertThat(told.next()).isEqualTo(pid(3));
        zooKeeper.remove(third);
        assertThat(told.next()).isEqualTo("none");
        put(4);
        assertThat(told.next()).isEqualTo(pid(4));
        assertThat(told.rest()).isEmpty();
    }

    @Test
    void readsAllThatMastersEverWrote() throws Exception {
        String old = zooKeeper.put("info_", Masters.master("a", 1).toByteArray());
        detect(zooKeeper.address());
        assertThat(told.next()).isEqualTo(pid(1));
        String oldest = zooKeeper.put("", "master@127.0.0.1:2".getBytes(StandardCharsets.UTF_8));
        zooKeeper.remove(old);
        assertThat(told.next()).isEqualTo(pid(2));
        put(3);
        zooKeeper.remove(oldest);
        assertThat(told.next()).isEqualTo(pid(3));
    }

    @Test
    void nodeThatCannotBeReadIsNoLeader() throws Exception {
        String bad = zooKeeper.put("json.info_", "nonsense".getBytes(StandardCharsets.UTF_8));
        put(2);
        detect(zooKeeper.address());
        assertThat(told.next()).isEqualTo("none");

        zooKeeper.remove(bad);

        assertThat(told.next()).isEqualTo(pid(2));
    }

    @Test
    void brokenConnectionsChangeNothingAndNothingIsMissed() throws Exception {
        String first = put(1);
        detect(zooKeeper.address(), PATIENT);
        assertThat(told.next()).isEqualTo(pid(1));

        for (int i = 0; i < 10; i++) {
            zooKeeper.dropConnections();
        }
        put(2);
        zooKeeper.dropConnections();
        zooKeeper.remove(first);

        assertThat(told.next()).isEqualTo(pid(2));
        assertThat(told.rest()).isEmpty();
    }

    @Test
    void killedSessionIsLeftBehind() throws Exception {
        String first = put(1);
        detect(zooKeeper.address());
        assertThat(told.next()).isEqualTo(pid(1));

        for (int i = 0; i < 3; i++) {
            zooKeeper.killSessions();

            assertThat(told.next()).isEqualTo("none");
            assertThat(told.next()).isEqualTo(pid(1));
        }
        put(2);
        zooKeeper.remove(first);
        assertThat(told.next()).isEqualTo(pid(2));
    }

    @Test
    void leaderStaysWhileZooKeeperIsDownForShortAndIsGoneWhenForLong() throws Exception {
        put(1);
        detect(zooKeeper.address());
        assertThat(told.next()).isEqualTo(pid(1));

        zooKeeper.stop();
        assertThat(told.rest()).isEmpty();
        assertThat(told.next()).isEqualTo("none");
        zooKeeper.start();
        assertThat(told.next()).isEqualTo(pid(1));

        put(2);
        assertThat(told.rest()).isEmpty();
    }

    @Test
    void zooKeeperThatStartsLaterIsFound() throws Exception {
        ZooKeeperAddress address = zooKeeper.address();
        put(1);
        zooKeeper.stop();
        detect(address);

        zooKeeper.start();

        assertThat(told.next()).isEqualTo(pid(1));
    }

    @Test
    void readsAllAnewNowAndThenLestAWatchWasLost() throws Exception {
        GroupWatch.Times restless =
                new GroupWatch.Times(Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofMillis(20));
        List<Integer> looks = new CopyOnWriteArrayList<>();
        GroupWatch watch = new GroupWatch(zooKeeper.address(), restless);
        open.add(watch);
        watch.start(new GroupWatch.Listener() {
            @Override
            public void members(CuratorFramework client, List<MasterNode> members) {
                looks.add(members.size());
            }

            @Override
            public void sessionLost() {}

            @Override
            public void failed(String message) {}
        });

        await().until(() -> looks.size() >= 5);
    }

    @Test
    void credentialsOpenWhatIsClosedToOthers() throws Exception {
        String digest = DigestAuthenticationProvider.generateDigest("user:secret");
        List<ACL> own = List.of(new ACL(ZooDefs.Perms.ALL, new Id("digest", digest)));
        zooKeeper.client().create().withACL(own).forPath("/mesos");
        zooKeeper
                .client()
                .getZookeeperClient()
                .getZooKeeper()
                .addAuthInfo("digest", "user:secret".getBytes(StandardCharsets.UTF_8));
        zooKeeper
                .client()
                .create()
                .withMode(CreateMode.PERSISTENT_SEQUENTIAL)
                .withACL(own)
                .forPath("/mesos/json.info_", MasterInfoJson.write(Masters.master("m1", 1)));

        detect(zooKeeper.address("user:secret"));
        assertThat(told.next()).isEqualTo(pid(1));

        detect(zooKeeper.address("user:wrong"));
        assertThat(told.next())
                .startsWith("failed: ZooKeeper does not allow it: master=" + zooKeeper.address())
                .endsWith("check the user and the password")
                .doesNotContain("wrong");
    }

    @Test
    void closedDetectorTellsNothingAndEndsItsThreads() throws Exception {
        String first = put(1);
        ZooKeeperDetector detector = detect(zooKeeper.address());
        assertThat(told.next()).isEqualTo(pid(1));

        detector.close();
        zooKeeper.remove(first);

        assertThreadsEnd();
        assertThat(told.rest()).isEmpty();
    }

    private void assertThreadsEnd() {
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("zookeeper-" + zooKeeper.address())));
    }

    @Test
    void closeEndsTheThreadsWhileZooKeeperIsDown() throws Exception {
        zooKeeper.stop();
        ZooKeeperDetector detector = detect(zooKeeper.address());

        detector.close();

        assertThreadsEnd();
    }
}
