package org.gotask.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gotask.Resources;
import org.gotask.SchedulerBody;
import org.gotask.SchedulerFunction;
import org.gotask.TaskSpec;
import org.gotask.testing.NullArguments;
import org.junit.jupiter.api.Test;

/** What a scheduler refuses before and after its run. */
class GoTaskSchedulerTest {

    private final SchedulerConfig config = SchedulerConfig.fromArgs(new String[] {"--master", "127.0.0.1:5050"});
    private final GoTaskScheduler scheduler =
            new GoTaskScheduler(config, new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));

    @Test
    void everyPublicMethodRefusesNullByName() {
        assertThat(NullArguments.ofModuleOf(GoTaskScheduler.class)
                        .sample(GoTaskScheduler.class, scheduler)
                        .sample(Resources.class, Resources.of("cpus", 1))
                        .sample(RunOutcome.Kind.class, RunOutcome.Kind.COMPLETED)
                        .sample(SchedulerConfig.class, config)
                        .sample(TaskSpec.class, TaskSpec.of("worker", 1, Resources.of("cpus", 1)))
                        .offenders())
                .isEmpty();
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

    private static void assertTooLate(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("scheduler was run already; spawn tasks and register functions before run");
    }
}
