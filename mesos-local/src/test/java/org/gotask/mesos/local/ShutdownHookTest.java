package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.shell;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the JVM ends, a cluster waits for programs that end it in an orderly way. */
class ShutdownHookTest {

    /** Longer than any test waits: a hook that ends before has not waited for this time. */
    private static final Duration LONG = Duration.ofDays(1);

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private LocalCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(LocalSpec.parse("local{work_dir=" + directory.resolve("kept") + "}"));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void endsAClusterWithoutFrameworkAtOnce() throws Exception {
        assertThat(hook(LONG).join(PATIENCE)).isTrue();

        assertThat(cluster.agents()).isEmpty();
    }

    @Test
    void waitsForTheCloseOfAClusterWithAFramework() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "idle")) {
            assertThat(scheduler.offers()).isNotEmpty();

            Thread hook = hook(LONG);

            assertThat(hook.join(MOMENT)).isFalse();
            assertThat(cluster.agents()).hasSize(1);
            cluster.close();
            assertThat(hook.join(PATIENCE)).isTrue();
        }
    }

    /** Strangers that connect continuously could otherwise delay or prevent the end. */
    @Test
    void refusesConnectionsWhileItWaitsAndKeepsThoseOfItsFramework() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "busy")) {
            Offer offer = scheduler.offers().getFirst();
            List<Integer> ports = List.of(
                    cluster.master().port(),
                    cluster.agents().getFirst().address().port());

            Thread hook = hook(LONG);

            for (int port : ports) {
                Awaitility.await().until(() -> isRefused(port));
            }
            scheduler.launch(List.of(offer), 0, shell(offer, "t1", "true").build());
            scheduler.await("t1", TaskState.TASK_FINISHED);
            cluster.close();
            assertThat(hook.join(PATIENCE)).isTrue();
        }
    }

    private static boolean isRefused(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }

    @Test
    void waitsWhileAnExecutorIsFetched() throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file", exchange -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try (var scheduler = SchedulerPeer.registered(cluster, "fetched")) {
            Offer offer = scheduler.offers().getFirst();
            var task = shell(offer, "t1", "true");
            task.getCommandBuilder()
                    .addUrisBuilder()
                    .setValue("http://127.0.0.1:" + server.getAddress().getPort() + "/file");
            scheduler.launch(List.of(offer), 0, task.build());
            assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            Thread hook = hook(LONG);

            assertThat(hook.join(MOMENT)).isFalse();
            answer.countDown();
            scheduler.await("t1", TaskState.TASK_FINISHED);
            assertThat(hook.isAlive()).isTrue();
        } finally {
            answer.countDown();
            server.stop(0);
        }
    }

    @Test
    void waitsForExecutorsOfAFrameworkThatHasGone() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "gone")) {
            launchSlowToEnd(scheduler);
            scheduler.call(Call.newBuilder().setType(Call.Type.TEARDOWN));
            Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("asked")));

            assertThat(hook(LONG).join(PATIENCE)).isTrue();
        }

        assertThat(directory.resolve("orderly")).exists();
    }

    @Test
    void killsExecutorsThatNobodyEndsInTime() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "forgotten")) {
            launchSlowToEnd(scheduler);

            assertThat(hook(MOMENT).join(PATIENCE)).isTrue();
        }

        assertThat(ProcessHandle.current().descendants()).isEmpty();
        assertThat(directory.resolve("asked")).doesNotExist();
    }

    private void launchSlowToEnd(SchedulerPeer scheduler) throws Exception {
        Path ready = directory.resolve("ready");
        String command = "trap 'echo > %s; sleep 2; echo > %s; exit' TERM; echo > %s; sleep 3600 & wait"
                .formatted(directory.resolve("asked"), directory.resolve("orderly"), ready);
        Offer offer = scheduler.offers().getFirst();
        var task = shell(offer, "t1", command);
        task.getKillPolicyBuilder().getGracePeriodBuilder().setNanoseconds(PATIENCE.toNanos());
        scheduler.launch(List.of(offer), 0, task.build());
        scheduler.await("t1", TaskState.TASK_RUNNING);
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(ready));
    }

    /** The hooks that the end of the JVM starts. */
    private Thread hook(Duration limit) {
        return Thread.ofVirtual().start(() -> cluster.endWithJvm(limit));
    }
}
