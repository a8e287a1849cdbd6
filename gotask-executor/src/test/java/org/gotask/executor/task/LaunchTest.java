package org.gotask.executor.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.gotask.TaskMsg;
import org.gotask.executor.agent.TaskReport;
import org.gotask.launch.TaskLaunch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Launches that are refused, and launches of mesosgot's scheduler. */
class LaunchTest {

    private final ExecutorRig rig = new ExecutorRig();
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void closeRig() {
        rig.close();
    }

    @Test
    void failsATaskThatIsRegisteredNowhereAndNamesThoseThatAre() {
        rig.with("floor", (in, out, args, env) -> {});
        rig.with("elevator", (in, out, args, env) -> {});
        rig.start();

        rig.launch("workr", 0);

        assertFails(
                "workr-0", "no task function is registered as 'workr' in this executor; registered: elevator, floor");
    }

    @Test
    void failsATaskWhoseDataCannotBeRead() {
        rig.with("worker", (in, out, args, env) -> {});
        rig.start();

        rig.launch("worker-0", "worker-0", "nonsense".getBytes(UTF_8));

        assertThat(rig.awaitEnd("worker-0").reason())
                .startsWith("task launch data cannot be read: ")
                .doesNotContain("\n");
        assertThat(rig.agent.states("worker-0")).containsExactly(TaskReport.State.FAILED);
    }

    @Test
    void failsATaskWhoseIndexIsNoneOfItsSpec() {
        rig.with("worker", (in, out, args, env) -> {});
        rig.start();

        rig.launch(new TaskLaunch("worker", 3, 3, List.of(), Map.of()));

        assertFails("worker-3", "invalid task launch data: index=3, count=3, expected 0 <= index < count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b-0", "a\nb-0"})
    void failsATaskWithAnUnusableName(String name) {
        rig.with("worker", (in, out, args, env) -> {});
        rig.start();

        rig.launch("id-0", name, new TaskLaunch("worker", 0, 1, List.of(), Map.of()).encode());

        assertThat(rig.awaitEnd("id-0").reason())
                .startsWith("task name cannot be used: name=")
                .contains(", expected 1 to 255 bytes without");
    }

    @Test
    void failsATaskWhoseNameTheLinkCannotCarry() {
        rig.with("worker", (in, out, args, env) -> {});
        rig.start();

        rig.launch("id-0", "w".repeat(300) + "-0", new TaskLaunch("worker", 0, 1, List.of(), Map.of()).encode());

        assertThat(rig.awaitEnd("id-0").reason())
                .contains("task name cannot be used")
                .contains("expected 1 to 255 bytes");
        assertThat(rig.agent.states("id-0")).containsExactly(TaskReport.State.FAILED);
    }

    @Test
    void ignoresASecondLaunchOfTheSameId() {
        rig.with("worker", (in, out, args, env) -> {
            for (TaskMsg message : in) {
                out.send(message);
            }
        });
        rig.start();
        rig.launch("worker", 0);

        rig.launch("worker", 0);
        rig.launch("worker-0", "worker-0", "nonsense".getBytes(UTF_8));
        rig.launch("worker-0", "unknown-0", new byte[0]);
        rig.launch("unknown", 1);
        rig.awaitEnd("unknown-1");

        assertThat(rig.agent.states("worker-0")).containsExactly(TaskReport.State.RUNNING);
    }

    @Test
    void ignoresTheLaunchOfATaskThatHasEnded() {
        rig.with("worker", (in, out, args, env) -> seen.add(args));
        rig.start();
        rig.launch("worker", 0);
        rig.awaitEnd("worker-0");

        rig.launch("worker", 0);
        rig.launch("worker", 1);
        rig.awaitEnd("worker-1");

        assertThat(rig.agent.states("worker-0")).containsExactly(TaskReport.State.RUNNING, TaskReport.State.FINISHED);
        assertThat(seen).hasSize(2);
    }

    @Test
    void runsAnotherTaskUnderTheNameOfOneThatHasEnded() {
        rig.with("worker", (in, out, args, env) -> seen.add(args));
        rig.start();
        rig.launch("id-1", "worker-0", new byte[0]);
        rig.awaitEnd("id-1");

        rig.launch("id-2", "worker-0", new byte[0]);

        assertThat(rig.awaitEnd("id-2").state()).isEqualTo(TaskReport.State.FINISHED);
    }

    @Test
    void taskOfMesosgotsSchedulerKnowsItsIndexButNotHowManyThereAre() throws InterruptedException {
        rig.withBody("floor", task -> {
            seen.add(task.index());
            task.count();
        });
        rig.start();

        rig.launchAsMesosgot("floor-12");

        assertThat(seen.take()).isEqualTo(12);
        assertThat(rig.awaitEnd("floor-12").reason())
                .contains("number of tasks unknown: task=floor-12; a scheduler of mesosgot does not send it");
    }

    @Test
    void failsATaskOfMesosgotsSchedulerWhoseIndexIsTooLarge() {
        rig.with("floor", (in, out, args, env) -> {});
        rig.start();

        rig.launchAsMesosgot("floor-2147483648");

        assertFails(
                "floor-2147483648",
                "task launched with an index that is too large: name=floor-2147483648, expected at most 2147483647");
    }

    @Test
    void runsATaskOfMesosgotsSchedulerByItsName() throws InterruptedException {
        rig.with("floor-north", (in, out, args, env) -> {
            seen.add(args);
            seen.add(env);
            out.send(TaskMsg.of("hello"));
        });
        rig.start();

        rig.launchAsMesosgot("floor-north-12");

        assertThat(seen.take()).isEqualTo(List.of("floor-north-12"));
        assertThat(seen.take()).isEqualTo(Map.of("GOTASK_NAME", "floor-north-12", "GOTASK_INDEX", "12"));
        assertThat(rig.awaitEnd("floor-north-12").state()).isEqualTo(TaskReport.State.FINISHED);
    }

    @Test
    void speaksWithMesosgotsSchedulerAsItDoes() {
        rig.with(
                "floor",
                (in, out, args, env) ->
                        out.send(TaskMsg.of("got ^" + in.receive().text())));
        rig.start();

        rig.launchAsMesosgot("floor-0");
        rig.message("floor-0^a^b");
        rig.awaitEnd("floor-0");

        assertThat(rig.agent.datagrams()).containsExactly("floor-0^got ^a^b");
        assertThat(rig.agent.reports())
                .allSatisfy(update -> assertThat(update.data()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"floor", "floor-", "-1", "floor-x", "floor-1x", "floor-١"})
    void failsATaskOfMesosgotsSchedulerWhoseNameHasNoIndex(String name) {
        rig.with("floor", (in, out, args, env) -> {});
        rig.start();

        rig.launchAsMesosgot(name);

        assertFails(
                name,
                "task launched without data and without an index in its name: name=" + name
                        + ", expected the name of its function, '-' and a number");
    }

    private void assertFails(String id, String reason) {
        TaskReport end = rig.awaitEnd(id);
        assertThat(end.state()).isEqualTo(TaskReport.State.FAILED);
        assertThat(end.reason()).isEqualTo(reason);
        assertThat(rig.agent.states(id)).containsExactly(TaskReport.State.FAILED);
    }
}
