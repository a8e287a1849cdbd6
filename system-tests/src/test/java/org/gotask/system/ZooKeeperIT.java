package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.curator.test.TestingServer;
import org.gotask.mesos.detector.MasterContender;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.proto.MasterInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that find their master in a real ZooKeeper. */
class ZooKeeperIT {

    @TempDir
    Path folder;

    private TestingServer zooKeeper;
    private AppProcess mesos;
    private String master = "";

    @BeforeEach
    void start() throws Exception {
        zooKeeper = new TestingServer(
                -1, Files.createDirectories(folder.resolve("zookeeper")).toFile());
        mesos = AppProcess.jar(folder.resolve("mesos"), "mesos-local/target/mesos-local.jar", "--agents=2", "--port=0");
        mesos.awaitLine(line -> line.contains("master="));
        master = mesos.out().getFirst().replaceAll(".*master=(\\S+).*", "$1");
    }

    @AfterEach
    void stop() throws Exception {
        mesos.close();
        zooKeeper.close();
    }

    @Test
    void helloFindsTheLeaderAndSaysNothingOfZooKeeper() throws Exception {
        String specification = "zk://user:hush@" + zooKeeper.getConnectString() + "/mesos";
        MasterInfo info = MasterInfo.newBuilder()
                .setId("m")
                .setIp(0)
                .setPort(Integer.parseInt(master.substring(master.indexOf(':') + 1)))
                .setPid("master@" + master)
                .setHostname("localhost")
                .build();
        try (MasterContender contender = MasterDetectors.contender(specification, info)) {
            CountDownLatch elected = new CountDownLatch(1);
            contender.start(new MasterContender.Listener() {
                @Override
                public void elected() {
                    elected.countDown();
                }

                @Override
                public void deposed(String reason) {}

                @Override
                public void failed(String message) {}
            });
            elected.await();

            // in a file, so that nobody sees the password in the list of processes
            Path file = Files.writeString(folder.resolve("master"), specification);
            try (AppProcess app = HelloIT.hello(folder.resolve("hello"), "file://" + file)) {
                assertThat(app.awaitExit()).as(app.output()).isZero();
                HelloIT.assertEveryTaskWasHeard(app);
                assertThat(app.err()).allMatch(AppProcess::saysItWaits);
            }
        }
    }

    @Test
    void masterThatIsNowhereIsNamedWithoutThePassword() throws Exception {
        String specification = "zk://user:hush@" + zooKeeper.getConnectString() + "/nowhere";

        try (AppProcess app = AppProcess.jar(
                folder.resolve("hello"),
                "examples/hello/target/hello-scheduler.jar",
                "--master=" + specification,
                "--executor=" + AppProcess.PROJECT.resolve("examples/hello/target/hello-executor.jar"),
                "--offer-timeout=2s")) {
            assertThat(app.awaitExit()).as(app.output()).isNotZero();

            assertThat(app.output())
                    .contains("not registered with the master at zk://user:***@")
                    .contains("gotask: --master: every user of this machine can see the password")
                    .doesNotContain("hush");
        }
    }
}
