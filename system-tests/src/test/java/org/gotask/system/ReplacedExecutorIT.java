package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.gotask.Resources;
import org.gotask.TaskMsg;
import org.gotask.mesos.local.LocalCluster;
import org.gotask.mesos.local.LocalClusterConfig;
import org.gotask.mesos.local.LocalClusterConfig.Parts;
import org.gotask.mesos.local.LocalSpec;
import org.gotask.scheduler.GoTaskScheduler;
import org.gotask.scheduler.RunHandle;
import org.gotask.scheduler.RunOutcome;
import org.gotask.scheduler.RunOutcome.Kind;
import org.gotask.scheduler.SchedulerConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar of the executors is built again after the start of a run, and before its first agent downloads the jar. */
class ReplacedExecutorIT {

    @TempDir
    Path folder;

    private Path executor = Path.of("unset");

    /** A change of the file. */
    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    @BeforeEach
    void copyExecutor() throws IOException {
        Path built = AppProcess.PROJECT.resolve("examples/hello/target/hello-executor.jar");
        executor = Files.copy(built, folder.resolve("executor.jar"));
        Files.setLastModifiedTime(executor, FileTime.from(Instant.EPOCH));
    }

    @Test
    void anotherFileOfTheNameDoesNotConcernTheRun() throws Exception {
        Path fresh = Files.writeString(folder.resolve("fresh.jar"), "this is no jar");

        RunOutcome outcome = run(() -> Files.move(fresh, executor, StandardCopyOption.REPLACE_EXISTING));

        assertThat(outcome.message()).isEmpty();
        assertThat(outcome.kind()).isEqualTo(Kind.COMPLETED);
    }

    @Test
    void overwrittenFileEndsTheRunWithTheReason() throws Exception {
        RunOutcome outcome = run(() -> Files.writeString(executor, "this is no jar"));

        assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome.message())
                .isEqualTo("the executor was overwritten while the agents downloaded it: " + executor + "; run again");
    }

    private RunOutcome run(Change change) throws Exception {
        LocalClusterConfig.Builder masterOnly = LocalClusterConfig.builder(LocalSpec.ofAgents(1));
        try (LocalCluster master =
                LocalCluster.start(masterOnly.parts(Parts.MASTER).build())) {
            RunHandle run = start(master.masterAddress());
            try {
                awaitFramework(master);
                change.make();
                LocalClusterConfig.Builder agentsOnly = LocalClusterConfig.builder(LocalSpec.ofAgents(1))
                        .parts(Parts.AGENTS)
                        .masters(master.masterAddress());
                try (LocalCluster agents = LocalCluster.start(agentsOnly.build())) {
                    assertThat(agents.agents()).hasSize(1);
                    return run.outcome().get(2, TimeUnit.MINUTES);
                }
            } finally {
                run.stop("the test is over");
            }
        }
    }

    /** The executor is served before the framework registers. */
    private static void awaitFramework(LocalCluster master) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest state = HttpRequest.newBuilder(URI.create("http://" + master.masterAddress() + "/master/state"))
                    .build();
            await("registration of the framework")
                    .until(() -> client.send(state, HttpResponse.BodyHandlers.ofString())
                            .body()
                            .contains("replaced executor"));
        }
    }

    private RunHandle start(String master) {
        SchedulerConfig config = SchedulerConfig.builder()
                .master(master)
                .frameworkName("replaced executor")
                .executor(executor)
                .executorJavaOptions(String.join(" ", AppProcess.SHORT_LIVED))
                .build();
        return new GoTaskScheduler(config)
                .spawnTask("cheerful", 1, Resources.of("cpus", 0.05, "mem", 16))
                .registerSchedFunc((in, out, events) -> {
                    out.send(TaskMsg.of("cheerful-0", "start"));
                    in.forEach(message -> assertThat(message.text()).isNotNull());
                })
                .start();
    }
}
