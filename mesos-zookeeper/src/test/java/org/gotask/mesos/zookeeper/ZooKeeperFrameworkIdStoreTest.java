package org.gotask.mesos.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.gotask.mesos.proto.FrameworkID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A framework's id outlives its scheduler. */
class ZooKeeperFrameworkIdStoreTest {

    private static final FrameworkID ID =
            FrameworkID.newBuilder().setValue("m-0001").build();

    @TempDir
    Path folder;

    private TestZooKeeper zooKeeper;

    @BeforeEach
    void start() throws Exception {
        zooKeeper = new TestZooKeeper(folder);
    }

    @AfterEach
    void stop() {
        zooKeeper.close();
    }

    private ZooKeeperFrameworkIdStore store() {
        return new ZooKeeperFrameworkIdStore(specification());
    }

    private String specification() {
        return "zk://user:hush@127.0.0.1:" + zooKeeper.port() + "/frameworks/elevator";
    }

    @Test
    void keepsTheIdFromOneSchedulerToTheNext() throws Exception {
        try (ZooKeeperFrameworkIdStore store = store()) {
            assertThat(store.load()).isEmpty();
            store.store(FrameworkID.newBuilder().setValue("m-0000").build());
            store.store(ID);
        }
        try (ZooKeeperFrameworkIdStore store = store()) {
            assertThat(store.load()).contains(ID);
            store.clear();
            store.clear();
            assertThat(store.load()).isEmpty();
        }
    }

    @Test
    void whatIsNoIdIsNamed() throws Exception {
        zooKeeper
                .client()
                .create()
                .creatingParentsIfNeeded()
                .forPath("/frameworks/elevator", "line\nbreak".getBytes(StandardCharsets.UTF_8));

        try (ZooKeeperFrameworkIdStore store = store()) {
            assertThatThrownBy(store::load)
                    .isInstanceOf(IOException.class)
                    .hasMessage("stored framework id is invalid: place=zk://127.0.0.1:" + zooKeeper.port()
                            + "/frameworks/elevator, lengthBytes=10");
        }
    }

    @Test
    void zooKeeperThatIsNotThereIsAnErrorWithoutThePassword() throws Exception {
        zooKeeper.stop();
        try (ZooKeeperFrameworkIdStore store = new ZooKeeperFrameworkIdStore(specification(), 300)) {
            assertThatThrownBy(() -> store.store(ID))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot write the framework id in ZooKeeper: place=zk://127.0.0.1:")
                    .hasMessageNotContaining("hush");
        }
        zooKeeper.start();
    }
}
