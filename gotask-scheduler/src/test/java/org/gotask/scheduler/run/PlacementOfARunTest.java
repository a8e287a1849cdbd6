package org.gotask.scheduler.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.gotask.Resources;
import org.gotask.TaskSpec;
import org.gotask.launch.TaskLaunch;
import org.gotask.scheduler.cluster.AgentLaunch;
import org.gotask.scheduler.cluster.TaskToLaunch;
import org.junit.jupiter.api.Test;

/** All or nothing, and every unused offer is declined. Named after faults of mesosgot. */
class PlacementOfARunTest {

    /** Holds offers forever. */
    private static final RunSettings HOLDING = new RunSettings(
            Optional.empty(),
            Duration.ofHours(1),
            RunningRun.QUICK.reportInterval(),
            RunningRun.QUICK.stopTimeout(),
            RunningRun.QUICK.grace(),
            RunningRun.QUICK.drainTimeout(),
            RunningRun.QUICK.link());

    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void launchesNothingUntilEverythingFits() throws InterruptedException {
        RunningRun running = RunningRun.start((in, out, events) -> never.await(), RunningRun.workers(4));

        running.cluster.offer("o1", "a", 0.3, 999);

        assertThat(running.cluster.awaitDeclined()).isEqualTo("o1");
        assertThat(running.cluster.nothingLaunched()).isTrue();
        running.cancel("test over");
        running.awaitEnd();
    }

    @Test
    void combinesOffersFromSeparateCallbacks() throws InterruptedException {
        RunningRun running = RunningRun.start(HOLDING, (in, out, events) -> never.await(), RunningRun.workers(4));

        running.cluster.offer("o1", "a", 0.3, 999);
        running.cluster.offer("o2", "b", 0.3, 999);

        assertThat(running.cluster.awaitLaunch().tasks().size()
                        + running.cluster.awaitLaunch().tasks().size())
                .isEqualTo(4);
        running.cancel("test over");
        running.awaitEnd();
    }

    @Test
    void declinesOffersThatAreTooSmallForAShorterTimeThanItHeldThem() throws InterruptedException {
        RunSettings holding = new RunSettings(
                Optional.empty(),
                Duration.ofMillis(2500),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                RunningRun.QUICK.link());
        RunningRun running = RunningRun.start(holding, (in, out, events) -> {}, RunningRun.workers(100));

        running.cluster.offer("o1", "a", 0.3, 999);

        assertThat(running.cluster.awaitDeclined()).isEqualTo("o1");
        assertThat(running.cluster.refusedFor())
                .allMatch(refuseFor -> refuseFor.compareTo(Duration.ofMillis(2500)) < 0);
        running.cancel("test over");
        running.awaitEnd();
    }

    @Test
    void declinesOffersThatAreLeftOverAndAsksForNoMore() throws InterruptedException {
        RunningRun running = RunningRun.start((in, out, events) -> never.await(), RunningRun.workers(1));

        running.cluster.offer("used", "a", 4, 999);
        running.cluster.awaitLaunch();
        running.cluster.offer("late", "b", 4, 999);

        assertThat(running.cluster.awaitDeclined()).isEqualTo("late");
        assertThat(running.cluster.isSuppressed()).isTrue();
        running.cancel("test over");
        running.awaitEnd();
    }

    @Test
    void doesNotUseAnOfferThatWasRescinded() throws InterruptedException {
        RunningRun running = RunningRun.start(HOLDING, (in, out, events) -> never.await(), RunningRun.workers(4));

        running.cluster.offer("o1", "a", 0.3, 999);
        running.cluster.listener().rescinded("o1");
        running.cluster.offer("o2", "b", 0.3, 999);
        running.cluster.offer("o3", "c", 0.3, 999);

        assertThat(running.cluster.awaitLaunch().offerIds()).doesNotContain("o1");
        assertThat(running.cluster.awaitLaunch().offerIds()).doesNotContain("o1");
        running.cancel("test over");
        running.awaitEnd();
    }

    @Test
    void launchesOnceHoweverOftenItRegistersAgain() throws InterruptedException {
        RunningRun running = RunningRun.start((in, out, events) -> never.await(), RunningRun.workers(2));
        running.cluster.listener().disconnected();
        running.cluster.listener().reregistered("master@127.0.0.1:5051");

        running.cluster.offer("o1", "a", 4, 999);
        AgentLaunch launch = running.cluster.awaitLaunch();
        running.cluster.listener().reregistered("master@127.0.0.1:5051");
        running.cluster.offer("o2", "a", 4, 999);

        assertThat(launch.tasks()).hasSize(2);
        assertThat(running.cluster.awaitDeclined()).isEqualTo("o2");
        assertThat(running.cluster.nothingLaunched()).isTrue();
        running.cancel("test over");
        running.awaitEnd();
    }

    @Test
    void forgetsOffersFromBeforeADisconnection() throws InterruptedException {
        RunningRun running = RunningRun.start((in, out, events) -> never.await(), RunningRun.workers(4));
        running.cluster.offer("void", "a", 0.4, 999);
        running.cluster.listener().disconnected();
        running.cluster.listener().reregistered("master@127.0.0.1:5051");

        running.cluster.offer("o1", "a", 0.5, 999);

        assertThat(running.cluster.awaitLaunch().offerIds()).containsExactly("o1");
        running.cancel("test over");
        running.awaitEnd();
    }

    @Test
    void argumentsAndEnvironmentOfATaskArrive() throws InterruptedException {
        TaskSpec spec = TaskSpec.of("worker", 2, Resources.of("cpus", 0.1, "mem", 32))
                .withArgs("--fast", "x y")
                .withEnv(Map.of("LEVEL", "7"));
        RunningRun running = RunningRun.start((in, out, events) -> never.await(), spec);

        running.cluster.offer("o1", "a", 4, 999);

        assertThat(running.cluster.awaitLaunch().tasks())
                .extracting(TaskToLaunch::launch)
                .containsExactly(
                        new TaskLaunch("worker", 0, 2, java.util.List.of("--fast", "x y"), Map.of("LEVEL", "7")),
                        new TaskLaunch("worker", 1, 2, java.util.List.of("--fast", "x y"), Map.of("LEVEL", "7")));
        running.cancel("test over");
        running.awaitEnd();
    }

    @Test
    void tasksAreLaunchedWithTheFunctionAndTheValuesOfTheirIndex() throws InterruptedException {
        TaskSpec left = TaskSpec.of("left", 2, Resources.of("cpus", 0.1, "mem", 32))
                .withFunction("worker")
                .withArgs("--fast")
                .withTaskArgs(index -> java.util.List.of("rate=" + index))
                .withTaskEnv(index -> Map.of("LEVEL", Integer.toString(index)));
        TaskSpec right =
                TaskSpec.of("right", 1, Resources.of("cpus", 0.1, "mem", 32)).withFunction("worker");
        RunningRun running = RunningRun.start((in, out, events) -> never.await(), left, right);

        running.cluster.offer("o1", "a", 4, 999);

        AgentLaunch launch = running.cluster.awaitLaunch();
        assertThat(launch.tasks())
                .extracting(TaskToLaunch::taskName)
                .containsExactlyInAnyOrder("left-0", "left-1", "right-0");
        assertThat(launch.tasks())
                .extracting(TaskToLaunch::launch)
                .containsExactlyInAnyOrder(
                        new TaskLaunch("worker", 0, 2, java.util.List.of("--fast", "rate=0"), Map.of("LEVEL", "0")),
                        new TaskLaunch("worker", 1, 2, java.util.List.of("--fast", "rate=1"), Map.of("LEVEL", "1")),
                        new TaskLaunch("worker", 0, 1, java.util.List.of(), Map.of()));
        running.cancel("test over");
        running.awaitEnd();
    }

    @Test
    void derivesTheHeapFromWhatTheExecutorAndItsTasksWereGranted() throws InterruptedException {
        RunningRun running = RunningRun.start((in, out, events) -> never.await(), RunningRun.workers(12));

        running.cluster.offer("o1", "a", 4, 999);

        // 64 for the executor and 12 × 32 for its tasks are 448 MiB; a quarter of it is not heap
        assertThat(running.cluster.awaitLaunch().executor().command()).contains(" -Xmx336m ");
        running.cancel("test over");
        running.awaitEnd();
    }

    @Test
    void failsWithinTheOfferTimeoutAndSaysWhatWasMissing() throws InterruptedException {
        RunSettings limited = new RunSettings(
                Optional.of(Duration.ofSeconds(1)),
                Duration.ofMillis(200),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                RunningRun.QUICK.link());
        RunningRun running = RunningRun.start(limited, (in, out, events) -> {}, RunningRun.workers(4));
        running.cluster.offer("o1", "a", 0.3, 999);

        assertThat(running.awaitFailure())
                .startsWith("not all tasks could be placed within 1.0 s, so none was launched: missing cpus=0.2");
        assertThat(running.cluster.nothingLaunched()).isTrue();
        assertThat(running.cluster.isClosed()).isTrue();
    }

    @Test
    void tellsWhatIsMissingWhileItWaits() throws InterruptedException {
        RunSettings reporting = new RunSettings(
                Optional.empty(),
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                RunningRun.QUICK.link());
        RunningRun running = RunningRun.start(reporting, (in, out, events) -> {}, RunningRun.workers(4));
        running.cluster.offer("o1", "a", 0.3, 999);

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> running.console.stream()
                                .filter(line -> line.startsWith("waiting for resources: missing cpus=0.2"))
                                .count()
                        >= 2);
        running.cancel("test over");
        running.awaitEnd();
    }
}
