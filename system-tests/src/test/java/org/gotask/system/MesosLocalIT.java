package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications on a master that is a process of its own, as they would run on a cluster. */
class MesosLocalIT {

    @TempDir
    Path folder;

    private AppProcess mesos;
    private String master = "";

    @BeforeEach
    void startMesos() throws IOException {
        mesos = AppProcess.jar(folder.resolve("mesos"), "mesos-local/target/mesos-local.jar", "--agents=3", "--port=0");
        mesos.awaitLine(line -> line.contains("master="));
        master = mesos.out().getFirst().replaceAll(".*master=(\\S+).*", "$1");
    }

    @AfterEach
    void stopMesos() {
        mesos.close();
    }

    @Test
    void helloRunsAsOnALocalMasterAndLeavesTheClusterAsItWas() throws Exception {
        for (int run = 0; run < 2; run++) {
            try (AppProcess app = HelloIT.hello(folder.resolve("run-" + run), master)) {
                assertThat(app.awaitExit()).as(app.output()).isZero();
                HelloIT.assertEveryTaskWasHeard(app);
            }
        }
        // the last word of the application may be read after its end
        Awaitility.await()
                .atMost(AppProcess.LIMIT)
                .untilAsserted(() -> assertThat(get("/state")).contains("\"activated_slaves\":3", "\"frameworks\":[]"));
    }

    @Test
    void elevatorRunsOnAMasterOfItsOwn() throws Exception {
        try (AppProcess app = elevator("--seconds=3", "--speed=20")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out()).anyMatch(line -> line.contains("delivered"));
        }
    }

    @Test
    @Tag("deep")
    void twoApplicationsShareTheAgents() throws Exception {
        try (AppProcess first = elevator("--seconds=3", "--speed=20");
                AppProcess second = HelloIT.hello(folder.resolve("hello"), master)) {
            assertThat(first.awaitExit()).as(first.output()).isZero();
            assertThat(second.awaitExit()).as(second.output()).isZero();
        }
    }

    @Test
    void killedMasterAndAgentsEndTheRunAndItsExecutors() throws Exception {
        try (AppProcess app = elevator("--seconds=3600", "--speed=5")) {
            mesos.awaitExecutors(3);
            app.awaitLine(line -> line.contains("period"));

            mesos.kill();

            mesos.awaitExecutorsGone();
            app.terminate();
            app.awaitExit();
        }
    }

    @Test
    void answersVersionAndStateAsJson() throws Exception {
        assertThat(get("/version")).startsWith("{").contains("\"version\"");
        assertThat(get("/state")).contains("\"leader\":\"master@" + master + "\"");
    }

    private AppProcess elevator(String... args) throws IOException {
        String[] all = new String[args.length + 2];
        System.arraycopy(args, 0, all, 2, args.length);
        all[0] = "--master=" + master;
        all[1] = "--executor=" + AppProcess.PROJECT.resolve("examples/elevator/target/elevator-executor.jar");
        return AppProcess.jar(folder.resolve("elevator"), "examples/elevator/target/elevator-scheduler.jar", all);
    }

    private String get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://" + master + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            return response.body();
        }
    }
}
