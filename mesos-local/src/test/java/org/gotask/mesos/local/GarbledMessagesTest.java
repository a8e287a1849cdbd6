package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.tiny;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.ExecutorRegisteredMessage;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;
import org.gotask.mesos.proto.internal.ShutdownFrameworkMessage;
import org.gotask.mesos.proto.internal.ShutdownMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invalid messages have no effect except for a line in the log. */
class GarbledMessagesTest {

    private LocalCluster cluster;
    private SchedulerPeer scheduler;
    private Offer offer;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(LocalSpec.ofAgents(1));
        scheduler = SchedulerPeer.registered(cluster, "garbled");
        offer = scheduler.offers().getFirst();
    }

    @AfterEach
    void stop() {
        scheduler.close();
        cluster.close();
    }

    @Test
    void bytesThatAreNoMessageAreIgnored() throws Exception {
        var random = new Random(7);
        for (Upid target : List.of(cluster.master(), cluster.agents().getFirst().address())) {
            for (String name : List.of(
                    "mesos.scheduler.Call",
                    "mesos.internal.RegisterFrameworkMessage",
                    "mesos.internal.RegisterSlaveMessage",
                    "mesos.internal.StatusUpdateMessage",
                    "mesos.internal.FrameworkToExecutorMessage",
                    "mesos.internal.RunTaskMessage",
                    "mesos.internal.NoSuchMessage")) {
                byte[] noise = new byte[200];
                random.nextBytes(noise);
                post(target, name, noise);
                post(target, name, new byte[0]);
            }
        }

        works();
    }

    @Test
    void callsWithoutTheirPartAreIgnored() throws Exception {
        for (Call.Type type : Call.Type.values()) {
            if (type != Call.Type.TEARDOWN) {
                scheduler.call(Call.newBuilder().setType(type));
            }
        }
        scheduler.call(Call.newBuilder());
        scheduler.decline(List.of(offer), 0);
        scheduler.call(Call.newBuilder().setType(Call.Type.REVIVE)); // SUPPRESS needs no further part

        offer = scheduler.offers().getFirst();
        works();
    }

    @Test
    void strangersCannotCommandAnAgent() throws Exception {
        Upid agent = cluster.agents().getFirst().address();
        scheduler.launch(List.of(offer), 0, tiny(offer, "t1", "e1", "hold").build());
        scheduler.await("t1", TaskState.TASK_RUNNING);

        for (Message command : List.of(
                ShutdownFrameworkMessage.newBuilder()
                        .setFrameworkId(scheduler.id)
                        .build(),
                ShutdownExecutorMessage.newBuilder()
                        .setFrameworkId(scheduler.id)
                        .setExecutorId(Tasks.tinyExecutor("e1").getExecutorId())
                        .build(),
                KillTaskMessage.newBuilder()
                        .setFrameworkId(scheduler.id)
                        .setTaskId(TaskID.newBuilder().setValue("t1"))
                        .build(),
                ShutdownMessage.getDefaultInstance())) {
            scheduler.send(agent, command);
        }

        scheduler.kill("t1");
        assertThat(scheduler.update("t1").getStatus().getMessage()).isEqualTo("killed on request");
    }

    @Test
    void unknownExecutorIsToldToEnd() throws Exception {
        scheduler.send(
                cluster.agents().getFirst().address(),
                RegisterExecutorMessage.newBuilder()
                        .setFrameworkId(scheduler.id)
                        .setExecutorId(Tasks.tinyExecutor("nobody").getExecutorId())
                        .build());

        scheduler.next(ShutdownExecutorMessage.getDefaultInstance());
        assertThat(scheduler.poll(ExecutorRegisteredMessage.getDefaultInstance(), unused -> true, 0))
                .isEmpty();
    }

    @Test
    void updatesThatNoAgentWouldTakeAreDropped() throws Exception {
        Upid agent = cluster.agents().getFirst().address();
        scheduler.launch(List.of(offer), 0, tiny(offer, "t1", "e1", "hold").build());
        scheduler.await("t1", TaskState.TASK_RUNNING);
        StatusUpdate good = StatusUpdate.newBuilder()
                .setFrameworkId(scheduler.id)
                .setExecutorId(Tasks.tinyExecutor("e1").getExecutorId())
                .setSlaveId(offer.getSlaveId())
                .setTimestamp(1)
                .setUuid(Ids.newUuid())
                .setStatus(TaskStatus.newBuilder()
                        .setTaskId(TaskID.newBuilder().setValue("t1"))
                        .setState(TaskState.TASK_FAILED))
                .build();

        for (StatusUpdate bad : List.of(
                good.toBuilder().setUuid(ByteString.copyFrom(new byte[16])).build(),
                good.toBuilder().clearUuid().build(),
                good.toBuilder()
                        .setSlaveId(offer.getSlaveId().toBuilder().setValue("other"))
                        .build(),
                good.toBuilder()
                        .setFrameworkId(FrameworkID.newBuilder().setValue("other"))
                        .build(),
                good.toBuilder()
                        .setExecutorId(Tasks.tinyExecutor("other").getExecutorId())
                        .build())) {
            scheduler.send(
                    agent, StatusUpdateMessage.newBuilder().setUpdate(bad).build());
        }

        scheduler.kill("t1");
        assertThat(scheduler.update("t1").getStatus().getState()).isEqualTo(TaskState.TASK_KILLED);
    }

    /** Checks that valid messages are handled as before. */
    private void works() throws Exception {
        List<Offer> offers = List.of(offer);
        scheduler.launch(offers, 1000, Tasks.shell(offer, "after", "true").build());
        scheduler.await("after", TaskState.TASK_FINISHED);
    }

    private static void post(Upid to, String name, byte[] body) throws IOException {
        try (var socket = new Socket(to.host(), to.port())) {
            OutputStream out = socket.getOutputStream();
            String head = "POST /" + to.id() + "/" + name + " HTTP/1.1\r\nHost: x\r\n"
                    + "Libprocess-From: stranger@127.0.0.1:1\r\nContent-Length: " + body.length + "\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 202");
        }
    }
}
