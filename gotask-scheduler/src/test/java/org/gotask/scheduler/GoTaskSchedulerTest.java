package org.gotask.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gotask.Resources;
import org.gotask.SchedulerBody;
import org.gotask.SchedulerFunction;
import org.gotask.TaskFailure;
import org.gotask.TaskSpec;
import org.gotask.testing.NullArguments;
import org.junit.jupiter.api.Test;

/** Calls and configurations that a scheduler refuses before and after its run. */
class GoTaskSchedulerTest {

    private final SchedulerConfig config = SchedulerConfig.fromArgs(new String[] {"--master", "127.0.0.1:5050"});
    private final GoTaskScheduler scheduler =
            new GoTaskScheduler(config, new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));

    @Test
    void everyPublicMethodRefusesNullByName() {
        assertThat(NullArguments.ofModuleOf(GoTaskScheduler.class)
                        .sample(GoTaskScheduler.class, scheduler)
                        .sample(Resources.class, Resources.of("cpus", 1))
                        .sample(RunOutcome.class, new RunOutcome(RunOutcome.Kind.COMPLETED, ""))
                        .sample(RunHandle.class, new GoTaskScheduler(config).start())
                        .sample(SchedulerConfigBuilder.class, SchedulerConfig.builder())
                        .sample(SchedulerConfigBuilder.Link.class, SchedulerConfigBuilder.Link.RELIABLE)
                        .sample(SchedulerConfigBuilder.Placement.class, SchedulerConfigBuilder.Placement.PACK)
                        .sample(RunOutcome.Kind.class, RunOutcome.Kind.COMPLETED)
                        .sample(SchedulerConfig.class, config)
                        .sample(TaskSpec.class, TaskSpec.of("worker", 1, Resources.of("cpus", 1)))
                        .offenders())
                .isEmpty();
    }

    @Test
    void startedRunReportsMistakesInItsOutcomeAndPrintsNothing() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        RunHandle run = new GoTaskScheduler(config, new PrintStream(printed, true, UTF_8)).start();

        RunOutcome outcome = run.outcome().get(1, TimeUnit.MINUTES);

        assertThat(outcome.kind()).isEqualTo(RunOutcome.Kind.REFUSED);
        assertThat(outcome.message()).contains("--executor is missing", "no task to run", "no scheduler function");
        assertThat(run.state()).isEqualTo(RunHandle.State.ENDED);
        assertThat(printed.size()).isZero();
    }

    @Test
    void outcomeCannotBeChangedByItsObservers() throws Exception {
        RunHandle run = scheduler.start();

        run.outcome().cancel(true);

        assertThat(run.outcome().get(1, TimeUnit.MINUTES).kind()).isEqualTo(RunOutcome.Kind.REFUSED);
    }

    @Test
    void runsOnceInEitherForm() {
        scheduler.start();

        assertThatThrownBy(scheduler::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("runs once");
        assertThatThrownBy(scheduler::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesTasksAndFunctionsThatComeAfterTheRun() {
        scheduler.run();

        assertTooLate(() -> scheduler.spawnTask("worker", 1, Resources.of("cpus", 1)));
        assertTooLate(() -> scheduler.spawnTasks(TaskSpec.of("worker", 1, Resources.of("cpus", 1))));
        assertTooLate(() -> scheduler.registerSchedFunc((SchedulerBody) run -> {}));
        assertTooLate(() -> scheduler.registerSchedFunc((SchedulerFunction) (in, out, events) -> {}));
        assertTooLate(() -> scheduler.registerSchedTask((in, out, events) -> {}));
    }

    @Test
    void survivedFailuresAreOneLineEachUpToTen() {
        assertThat(SurvivedLines.of(List.of(new TaskFailure("sweep-0", "boom"), new TaskFailure("sweep-1", ""))))
                .containsExactly(
                        "task sweep-0 failed, and the run continued: boom",
                        "task sweep-1 failed, and the run continued");
        assertThat(SurvivedLines.of(Collections.nCopies(12, new TaskFailure("sweep-0", "boom"))))
                .hasSize(11)
                .endsWith("and 2 more tasks failed, and the run continued");
    }

    private static void assertTooLate(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("scheduler was run already; spawn tasks and register functions before run");
    }
}
