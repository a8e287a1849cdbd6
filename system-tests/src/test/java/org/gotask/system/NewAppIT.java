package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
}
