package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project created by {@code scripts/new-app} builds as it is, with the modules of this build, and runs. */
class NewAppIT {

    /** Maven takes many seconds; more than its time on a busy machine. */
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(8);

    @TempDir
    Path folder;

    @Test
    void generatedProjectBuildsAndRuns() throws Exception {
        Path project = folder.resolve("shouters");
        Path stage = folder.resolve("stage");
        try (AppProcess script = NewAppTest.start(stage, project.toString())) {
            assertThat(script.awaitExit()).as(script.output()).isZero();
        }

        List<String> maven = OfflineMaven.withThisBuild(folder.resolve("maven")).command(project, "package");
        try (AppProcess build = AppProcess.command(stage, maven)) {
            assertThat(build.awaitExit(BUILD_LIMIT)).as(build.output()).isZero();
        }

        assertThat(entries(project.resolve("target/shouters-executor.jar")))
                .contains("ShoutersExecutor.class", "org/gotask/executor/GoTaskExecutor.class")
                .noneMatch(entry -> entry.startsWith("ShoutersScheduler")
                        || entry.startsWith("org/gotask/scheduler/")
                        || entry.startsWith("org/gotask/mesos/local/")
                        || entry.startsWith("picocli/")
                        || entry.startsWith("com/google/gson/"));
        assertThat(entries(project.resolve("target/shouters-scheduler.jar")))
                .contains("ShoutersScheduler.class", "org/gotask/mesos/local/MesosLocal.class")
                .noneMatch(entry -> entry.startsWith("ShoutersExecutor") || entry.startsWith("org/gotask/executor/"));

        String scheduler = project.resolve("target/shouters-scheduler.jar").toString();
        String executor = project.resolve("target/shouters-executor.jar").toString();
        try (AppProcess app =
                AppProcess.jar(folder.resolve("temp"), scheduler, "--executor=" + executor, "--master=local[1]")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.err()).allMatch(AppProcess::saysItWaits);
            assertThat(app.out())
                    .containsExactlyInAnyOrder(
                            "shouter-0: HELLO FROM 0", "shouter-1: HELLO FROM 1", "shouter-2: HELLO FROM 2");
            assertThat(app.leftBehind()).isEmpty();
        }
    }

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(JarEntry::getName).toList();
        }
    }
}
