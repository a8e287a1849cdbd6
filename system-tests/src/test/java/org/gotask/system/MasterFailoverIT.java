package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application on a cluster as one is run: a ZooKeeper, two masters, agents, and nobody admitted without a proof. */
class MasterFailoverIT {

    /** Twenty of them are the longest session that the server grants: four seconds. */
    private static final int TICK_MILLIS = 200;

    private static final int TASKS = 3;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private final List<AppProcess> programs = new ArrayList<>();
    private TestingServer zooKeeper;
    private String zk = "";
    private Path secret;

    @BeforeEach
    void start() throws Exception {
        zooKeeper = new TestingServer(
                new InstanceSpec(folder.resolve("zookeeper").toFile(), -1, -1, -1, true, -1, TICK_MILLIS, -1), true);
        zk = "zk://" + zooKeeper.getConnectString() + "/mesos";
        secret = Files.writeString(folder.resolve("secret"), "up and down\n");
        Files.writeString(
                folder.resolve("credentials"),
                "{\"credentials\": [{\"principal\": \"elevator\", \"secret\": \"up and down\"}]}");
    }

    @AfterEach
    void stop() throws IOException {
        programs.forEach(AppProcess::close);
        zooKeeper.close();
    }

    @Test
    void runGoesOnUnderTheNextMasterWhenTheLeadingOneIsKilled() throws Exception {
        AppProcess first = master("first");
        String firstAddress = address(first);
        awaitLeading(firstAddress);
        AppProcess second = master("second");
        String secondAddress = address(second);
        AppProcess agents = mesosLocal("agents", "--only=agents", "--agents=3", "--master=" + zk);
        agents.awaitLine(line -> line.contains("agents=3"));

        AppProcess app = relay(secret);
        app.say("up");
        awaitAnswers(app, "up");
        assertThat(state(firstAddress)).contains("\"principal\":\"elevator\"");
        List<ProcessHandle> executors = agents.awaitExecutors(3);

        first.kill();

        awaitLeading(secondAddress);
        Awaitility.await("the framework with its tasks under the next master")
                .atMost(AppProcess.LIMIT)
                .until(() -> state(secondAddress).split("\"state\":\"TASK_RUNNING\"", -1).length > TASKS
                        && state(secondAddress).contains("\"connected\":true"));
        assertThat(executors).allMatch(ProcessHandle::isAlive);
        app.say("down");
        awaitAnswers(app, "down");
        app.endInput();
        assertThat(app.awaitExit()).as(app.output()).isZero();
        agents.awaitExecutorsGone();
    }

    @Test
    void runWithTheWrongSecretEndsWithOneLine() throws Exception {
        awaitLeading(address(master("master")));
        Path wrong = Files.writeString(folder.resolve("wrong"), "down and up\n");

        AppProcess app = relay(wrong);

        assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);
        assertThat(app.complaints()).singleElement().asString().contains("refused authentication");
        assertThat(app.output()).doesNotContain("down and up", "\tat ");
    }

    private AppProcess master(String name) throws IOException {
        return mesosLocal(
                name,
                "--only=master",
                "--port=0",
                "--zk=" + zk,
                "--credentials=" + folder.resolve("credentials"),
                "--authenticate-frameworks");
    }

    private AppProcess mesosLocal(String name, String... flags) throws IOException {
        return started(AppProcess.jar(folder.resolve(name), "mesos-local/target/mesos-local.jar", flags));
    }

    private AppProcess relay(Path secretFile) throws IOException {
        return started(MischiefApp.start(
                folder,
                "--master=" + zk,
                "--count=" + TASKS,
                "--relay",
                "--mesos-authentication-principal=elevator",
                "--mesos-authentication-secret-file=" + secretFile));
    }

    private static void awaitAnswers(AppProcess app, String text) {
        for (int i = 0; i < TASKS; i++) {
            String answer = "echo-" + i + ": " + text;
            app.awaitLine(answer::equals);
        }
    }

    private AppProcess started(AppProcess program) {
        programs.add(program);
        return program;
    }

    private static String address(AppProcess master) {
        master.awaitLine(line -> line.contains("master="));
        return master.out().stream()
                .filter(line -> line.contains("master="))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*master=(\\S+).*", "$1");
    }

    private static void awaitLeading(String master) {
        Awaitility.await("a leading master")
                .atMost(AppProcess.LIMIT)
                .until(() -> state(master).contains("\"leader\":\"master@" + master + "\""));
    }

    /** Empty if it has nothing to say. */
    private static String state(String master) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://" + master + "/state"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return response.statusCode() == 200 ? response.body() : "";
    }
}
