package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gotask.mesos.local.Tasks.shell;
import static org.gotask.mesos.local.Tasks.tiny;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.CommandInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.TaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A closed cluster leaves nothing behind. */
class CloseTest {

    @TempDir
    Path directory;

    @Test
    void leavesNoProcessDirectoryPortOrThread() throws Exception {
        var cluster = LocalCluster.start(LocalSpec.ofAgents(2));
        List<Upid> addresses = List.of(
                cluster.master(),
                cluster.agents().get(0).address(),
                cluster.agents().get(1).address());
        try (var scheduler = SchedulerPeer.registered(cluster, "close")) {
            List<Offer> offers = scheduler.offers();
            Offer first = offers.get(0);
            Offer second = offers.get(1);
            scheduler.launch(
                    List.of(first),
                    0,
                    tiny(first, "t1", "e1", "hold").build(),
                    shell(first, "t2", "sleep 61; true").build(),
                    tiny(first, "t3", "e3", "hold")
                            .setExecutor(Tasks.tinyExecutor("e3").toBuilder()
                                    .setCommand(CommandInfo.newBuilder().setValue("sleep 62; true")))
                            .build());
            scheduler.launch(
                    List.of(second),
                    0,
                    shell(second, "t4", "setsid sleep 63 & sleep 64").build());
            scheduler.await("t1", TaskState.TASK_RUNNING);
            scheduler.await("t2", TaskState.TASK_RUNNING);
            scheduler.await("t4", TaskState.TASK_RUNNING);

            cluster.close();
        }

        assertThat(ProcessHandle.current().descendants()).isEmpty();
        assertThat(cluster.workDirectory()).doesNotExist();
        for (Upid address : addresses) {
            assertThatThrownBy(() -> new Socket(address.host(), address.port()).close())
                    .isInstanceOf(ConnectException.class);
        }
        Awaitility.await().untilAsserted(() -> assertThat(threads()).doesNotContain("mesos-local"));
    }

    @Test
    void givesExecutorsTimeToEnd() throws Exception {
        Path ready = directory.resolve("ready");
        String command = "trap 'echo orderly; exit' TERM; echo > " + ready + "; sleep 60 & wait";
        var cluster = LocalCluster.start(kept());
        try (var scheduler = SchedulerPeer.registered(cluster, "orderly")) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(List.of(offer), 0, shell(offer, "t1", command).build());
            scheduler.await("t1", TaskState.TASK_RUNNING);
            Awaitility.await().until(() -> Files.exists(ready));

            cluster.close();
        }

        assertThat(stdout()).hasContent("orderly");
    }

    @Test
    void givesExecutorsTheTimeTheyAskedFor() throws Exception {
        Timings timings =
                Timings.builder().shutdownGrace(Duration.ofMillis(100)).build();
        var cluster = LocalCluster.start(kept(), "127.0.0.1", 0, timings);
        try (var scheduler = SchedulerPeer.registered(cluster, "linger")) {
            Offer offer = scheduler.offers().getFirst();
            var executor = Tasks.tinyExecutor("e1").toBuilder();
            executor.getShutdownGracePeriodBuilder().setNanoseconds(TimeUnit.SECONDS.toNanos(20));
            scheduler.launch(
                    List.of(offer),
                    0,
                    tiny(offer, "t1", "e1", "linger").setExecutor(executor).build());
            scheduler.await("t1", TaskState.TASK_RUNNING);

            cluster.close();
        }

        assertThat(stdout()).hasContent("orderly");
    }

    @Test
    void givesCommandsTheTimeTheyAskedFor() throws Exception {
        Path ready = directory.resolve("ready");
        String command = "trap 'sleep 3; echo orderly; exit' TERM; echo > " + ready + "; sleep 60 & wait";
        Timings timings =
                Timings.builder().shutdownGrace(Duration.ofMillis(100)).build();
        var cluster = LocalCluster.start(kept(), "127.0.0.1", 0, timings);
        try (var scheduler = SchedulerPeer.registered(cluster, "slow command")) {
            Offer offer = scheduler.offers().getFirst();
            var task = shell(offer, "t1", command);
            task.getKillPolicyBuilder().getGracePeriodBuilder().setNanoseconds(TimeUnit.SECONDS.toNanos(20));
            scheduler.launch(List.of(offer), 0, task.build());
            scheduler.await("t1", TaskState.TASK_RUNNING);
            Awaitility.await().until(() -> Files.exists(ready));

            cluster.close();
        }

        assertThat(stdout()).hasContent("orderly");
    }

    @Test
    void mayBeClosedAgainAndByMany() throws Exception {
        var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
        Thread other = Thread.ofVirtual().start(cluster::close);

        cluster.close();
        cluster.close();

        assertThat(other.join(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void isNotStartedOnAPortInUse() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1))) {
            assertThatThrownBy(() -> LocalCluster.start(
                            LocalSpec.ofAgents(1), "127.0.0.1", cluster.master().port()))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot listen on " + cluster.masterAddress() + ": the port is in use");
        }
        assertThat(threadsEventually()).doesNotContain("mesos-local");
    }

    private LocalSpec kept() {
        return LocalSpec.parse("local{work_dir=" + directory.resolve("kept") + "}");
    }

    /** The standard output of the only executor. */
    private Path stdout() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("stdout")).findFirst().orElseThrow();
        }
    }

    private String threadsEventually() {
        return Awaitility.await().until(this::threads, text -> !text.contains("mesos-local"));
    }

    /** All threads of this JVM, including virtual ones. */
    private String threads() throws Exception {
        Path dump = directory.resolve("threads-" + System.nanoTime() + ".json");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
        return Files.readString(dump);
    }
}
