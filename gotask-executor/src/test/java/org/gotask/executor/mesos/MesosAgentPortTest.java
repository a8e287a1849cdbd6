package org.gotask.executor.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gotask.TaskFunction;
import org.gotask.TaskMsg;
import org.gotask.executor.task.ExecutorRun;
import org.gotask.executor.task.ExecutorSettings;
import org.gotask.executor.task.TaskBodies;
import org.gotask.executor.task.TaskRegistry;
import org.gotask.launch.TaskLaunch;
import org.gotask.link.LinkKind;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole executor, on the Mesos wire. */
class MesosAgentPortTest {

    private final ScriptedAgent agent = new ScriptedAgent();
    private final TaskRegistry registry = new TaskRegistry();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    @TempDir
    private Path sandbox;

    @AfterEach
    void closeAgent() {
        agent.close();
        // an executor without checkpointing ends when its agent is gone
        await("end of the executor").until(exitCode::isDone);
    }

    @Test
    void carriesATaskFromItsLaunchToItsEnd() throws Exception {
        start("echo", (in, out, args, env) -> {
            for (TaskMsg message : in) {
                out.send(message.withText(message.text() + " " + args.get(1) + " " + env.get("MODE")));
            }
        });

        agent.launch("echo-0", new TaskLaunch("echo", 0, 1, List.of("fast"), Map.of("MODE", "quiet")).encode());
        agent.frameworkMessage("echo-0^hello");
        agent.frameworkMessage("^end^1^echo-0");

        assertThat(hear(4))
                .containsExactly(
                        "echo-0 TASK_RUNNING", "echo-0^hello fast quiet", "^end^1^echo-0", "echo-0 TASK_FINISHED");
        assertThat(agent.statuses.remove().getData().toByteArray()).isEqualTo(LinkKind.MESOSGOT.announcement());
        agent.shutdown();
        assertThat(exitCode.get(1, TimeUnit.MINUTES)).isZero();
    }

    @Test
    void reportsAFailureWithItsReason() throws Exception {
        start("worker", (in, out, args, env) -> {
            throw new IllegalStateException("disk is full");
        });

        agent.launch("worker-0", new byte[0]);

        assertThat(hear(2)).containsExactly("worker-0 TASK_RUNNING", "worker-0 TASK_FAILED");
        TaskStatus running = agent.statuses.remove();
        TaskStatus failed = agent.statuses.remove();
        assertThat(running.getData()).isEmpty();
        assertThat(failed.getState()).isEqualTo(TaskState.TASK_FAILED);
        assertThat(failed.getMessage()).startsWith("IllegalStateException: disk is full (MesosAgentPortTest.java:");
    }

    @Test
    void killsATask() throws Exception {
        start("echo", (in, out, args, env) -> in.forEach(message -> {}));
        agent.launch("echo-0", new byte[0]);

        agent.kill("echo-0");

        assertThat(hear(2)).containsExactly("echo-0 TASK_RUNNING", "echo-0 TASK_KILLED");
    }

    @Test
    void leavesWhenTheAgentSaysSoThoughATaskDoesNotHeed() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        start("deaf", (in, out, args, env) -> {
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    out.trySend(TaskMsg.of("not now"));
                }
            }
        });
        agent.launch("deaf-0", new byte[0]);
        assertThat(hear(1)).containsExactly("deaf-0 TASK_RUNNING");

        agent.shutdown();

        assertThat(exitCode.get(1, TimeUnit.MINUTES)).isZero();
        assertThat(agent.heard).contains("deaf-0 TASK_KILLED");
        release.countDown();
    }

    @Test
    void leavesWhenTheAgentIsLost() throws Exception {
        start("echo", (in, out, args, env) -> in.forEach(message -> {}));
        agent.launch("echo-0", new byte[0]);
        assertThat(hear(1)).containsExactly("echo-0 TASK_RUNNING");

        agent.close();

        assertThat(exitCode.get(1, TimeUnit.MINUTES)).isZero();
    }

    @Test
    void leavesWithOneWhenItsPortIsTaken() throws Exception {
        Map<String, String> environment = agent.environment(sandbox);
        environment.put("LIBPROCESS_PORT", Integer.toString(agent.self().port()));
        registry.register("worker", task -> {});

        run(environment);

        assertThat(exitCode.get(1, TimeUnit.MINUTES)).isEqualTo(1);
    }

    @Test
    void saysWhatIsMissingWhenNoAgentHasStartedTheProgram() {
        exitCode.complete(2);

        assertThatThrownBy(() -> MesosAgentPort.fromEnvironment(Map.of("MESOS_SLAVE_ID", "agent-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "this program is started by a Mesos agent; run the scheduler instead: environment is")
                .hasMessageContaining("MESOS_SLAVE_PID is not set")
                .hasMessageContaining("MESOS_EXECUTOR_ID is not set")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("MESOS_SLAVE_ID", "\n"));
    }

    private void start(String name, TaskFunction function) {
        registry.register(name, TaskBodies.of(function));
        run(agent.environment(sandbox));
    }

    private void run(Map<String, String> environment) {
        ExecutorRun executor =
                new ExecutorRun(registry, MesosAgentPort.fromEnvironment(environment), ExecutorSettings.DEFAULT);
        Thread.ofVirtual().name("executor").start(() -> {
            try {
                exitCode.complete(executor.run().requested() ? 0 : 1);
            } catch (Throwable e) {
                exitCode.completeExceptionally(e);
            }
        });
    }

    /** The next reports and messages that the agent receives. */
    private List<String> hear(int count) {
        await("hearing " + count).atMost(Duration.ofMinutes(1)).until(() -> agent.heard.size() >= count);
        return List.copyOf(agent.heard);
    }
}
