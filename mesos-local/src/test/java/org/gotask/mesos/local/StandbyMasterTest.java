package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.tiny;

import com.google.protobuf.ByteString;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.gotask.mesos.DriverConfig;
import org.gotask.mesos.DriverStatus;
import org.gotask.mesos.MesosSchedulerDriver;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.Filters;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two masters and an agent, each in its own process, and the real driver: the leading master is killed. */
class StandbyMasterTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private final Programs programs = new Programs();

    @AfterEach
    void kill() {
        programs.close();
    }

    @Test
    void takesOverWithTasksAndFrameworkWhenTheLeaderIsKilled() throws Exception {
        String leader = "leader://" + folder.resolve("leader");
        Process first = programs.start(
                folder, "--only", "master", "--port", "0", "--leader-file", "" + folder.resolve("leader"));
        String firstMaster = Programs.master(first);
        Awaitility.await().until(() -> get(firstMaster, "/state").statusCode() == 200);
        Process second = programs.start(
                folder, "--only", "master", "--port", "0", "--leader-file", "" + folder.resolve("leader"));
        String secondMaster = Programs.master(second);
        Process agents =
                programs.start(folder, "--only", "agents", "--master", leader, "--resources", "cpus=2,mem=512");
        assertThat(Programs.master(agents)).isEqualTo(leader);

        Awaitility.await().until(() -> get(secondMaster, "/state?x=1").statusCode() == 307);
        assertThat(get(secondMaster, "/state?x=1").headers().firstValue("Location"))
                .contains("//localhost:" + firstMaster.replaceAll(".*:", "") + "/master/state?x=1");
        assertThat(get(secondMaster, "/health").statusCode()).isEqualTo(200);

        var scheduler = new RecordingScheduler();
        var driver = new MesosSchedulerDriver(DriverConfig.builder()
                .scheduler(scheduler)
                .framework(FrameworkInfo.newBuilder()
                        .setUser("")
                        .setName("standby")
                        .setFailoverTimeout(60)
                        .build())
                .master(leader)
                .messenger(MessengerConfig.loopback())
                .build());
        driver.start();
        try {
            assertThat(pid(scheduler)).isEqualTo("master@" + firstMaster);
            Offer offer = scheduler.offers.poll(60, TimeUnit.SECONDS).getFirst();
            driver.launchTasks(
                    List.of(offer.getId()),
                    List.of(tiny(offer, "t1", "e1", "")
                            .setExecutor(Tasks.javaExecutor("e1", EchoExecutor.class))
                            .build()),
                    Filters.newBuilder().setRefuseSeconds(1000).build());
            Awaitility.await().until(() -> scheduler.count(TaskState.TASK_RUNNING) == 1);

            first.destroyForcibly().waitFor();

            assertThat(pid(scheduler)).isEqualTo("master@" + secondMaster);
            driver.sendFrameworkMessage(
                    ExecutorID.newBuilder().setValue("e1").build(),
                    offer.getSlaveId(),
                    ByteString.copyFromUtf8("still there"));
            assertThat(scheduler.messages.poll(60, TimeUnit.SECONDS)).isEqualTo("still there");
            // the new master knows the task as soon as the agent has reported it
            Awaitility.await().until(() -> get(secondMaster, "/state").body().contains("\"id\":\"t1\""));
            driver.killTask(TaskID.newBuilder().setValue("t1").build());
            Awaitility.await().until(() -> scheduler.count(TaskState.TASK_KILLED) == 1);
            assertThat(scheduler.errors).isEmpty();
        } finally {
            assertThat(driver.stop()).isEqualTo(DriverStatus.STOPPED);
        }
    }

    private static String pid(RecordingScheduler scheduler) throws InterruptedException {
        MasterInfo master = scheduler.registrations.poll(60, TimeUnit.SECONDS);
        assertThat(master).isNotNull();
        return master.getPid();
    }

    private static HttpResponse<String> get(String master, String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://" + master + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
