package org.gotask.executor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.gotask.executor.agent.LaunchedTask;
import org.gotask.executor.agent.TaskReport;
import org.gotask.exit.ExitCause;
import org.gotask.launch.TaskLaunch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reports to the agent on an unrequested end of the process. */
class ProcessExitTest {

    private final CountDownLatch release = new CountDownLatch(1);
    private final TaskRegistry registry = new TaskRegistry();
    private final FakeAgent agent = new FakeAgent(Duration.ofSeconds(5));
    private final TaskHost host =
            new TaskHost(registry, agent, new ExecutorSettings(Duration.ofHours(1), ExecutorRig.SMALL_LINK));

    ProcessExitTest() {
        registry.register("worker", task -> release.await());
        agent.start(host);
        for (int i = 0; i < 2; i++) {
            host.launch(new LaunchedTask(
                    "worker-" + i, "worker-" + i, new TaskLaunch("worker", i, 2, List.of(), Map.of()).encode()));
        }
    }

    @AfterEach
    void end() {
        release.countDown();
        host.close();
    }

    @Test
    void taskThatCallsExitFails() {
        Thread caller = host.taskThreads().stream()
                .filter(thread -> thread.getName().equals("worker-1"))
                .findFirst()
                .orElseThrow();

        assertThat(host.processExits(new ExitCause.Call(caller, "Worker.java:12")))
                .isTrue();

        assertThat(agent.reports("worker-1").getLast())
                .extracting(TaskReport::state, TaskReport::reason)
                .containsExactly(
                        TaskReport.State.FAILED, "it called System.exit (Worker.java:12), which ends its executor");
        assertThat(agent.states("worker-0")).containsExactly(TaskReport.State.RUNNING);
    }

    @Test
    void allTasksFailIfAnotherThreadCallsExit() {
        Thread caller = Thread.ofPlatform().name("pool-1").unstarted(() -> {});

        assertThat(host.processExits(new ExitCause.Call(caller, ""))).isTrue();

        for (String task : List.of("worker-0", "worker-1")) {
            assertThat(agent.reports(task).getLast().reason())
                    .isEqualTo("its executor ended, because the thread pool-1 called System.exit");
        }
    }

    @Test
    void signalIsReportedByTheAgent() {
        assertThat(host.processExits(new ExitCause.Signal("SIGTERM"))).isFalse();

        assertThat(agent.states("worker-0")).containsExactly(TaskReport.State.RUNNING);
    }

    @Test
    void requestedEndIsNoFailure() {
        agent.executor().shutdown();

        assertThat(host.processExits(new ExitCause.Unknown())).isFalse();
    }

    @Test
    void taskWhoseEndCannotBeReportedEndsTheProcess() throws Exception {
        FakeAgent broken = new FakeAgent(Duration.ofSeconds(5)) {
            @Override
            public void report(TaskReport report) {
                super.report(report);
                if (report.state() != TaskReport.State.RUNNING) {
                    throw new NoClassDefFoundError("no file can be opened");
                }
            }
        };
        TaskHost other =
                new TaskHost(registry, broken, new ExecutorSettings(Duration.ofHours(1), ExecutorRig.SMALL_LINK));
        broken.start(other);
        other.launch(
                new LaunchedTask("worker-0", "worker-0", new TaskLaunch("worker", 0, 1, List.of(), Map.of()).encode()));
        await().until(() -> !broken.states("worker-0").isEmpty());

        release.countDown();

        assertThat(other.awaitEnding().reason())
                .startsWith("task worker-0 cannot be ended: NoClassDefFoundError: no file can be opened (");
        other.close();
    }
}
