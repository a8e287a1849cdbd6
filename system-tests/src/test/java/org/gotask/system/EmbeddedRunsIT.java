package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.gotask.Resources;
import org.gotask.SchedulerFunction;
import org.gotask.TaskMsg;
import org.gotask.scheduler.GoTaskScheduler;
import org.gotask.scheduler.RunHandle;
import org.gotask.scheduler.RunHandle.State;
import org.gotask.scheduler.RunOutcome;
import org.gotask.scheduler.RunOutcome.Kind;
import org.gotask.scheduler.SchedulerConfig;
import org.junit.jupiter.api.Test;

/** Runs inside a larger program, which is this test: they are started, observed and stopped by handles. */
class EmbeddedRunsIT {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** Catches state that runs of one process share: the barrier opens when both direct their task. */
    @Test
    void runsOverlapAndFollowOneAnother() throws Exception {
        CyclicBarrier bothDirect = new CyclicBarrier(2);
        SchedulerFunction meeting = (in, out, events) -> {
            bothDirect.await(1, TimeUnit.MINUTES);
            talk().run(in, out, events);
        };
        RunHandle one = start(meeting);
        RunHandle other = start(meeting);

        assertCompleted(one);
        assertCompleted(other);
        assertCompleted(start(talk()));
        assertThat(heard).hasSize(3 * 5).contains("hi, time 3", "bye");
    }

    @Test
    void stopEndsTheRunWithItsReasonAndLeavesNothing() throws Exception {
        RunHandle run = start((in, out, events) -> in.forEach(message -> heard.add(message.text())));
        await("the task's first message").until(() -> heard.contains("here"));
        assertThat(run.state()).isEqualTo(State.RUNNING);

        run.stop("enough");
        run.stop("more than enough");

        RunOutcome outcome = run.outcome().get(1, TimeUnit.MINUTES);
        assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome.message()).isEqualTo("enough");
        assertThat(run.state()).isEqualTo(State.ENDED);
        await("end of the executors")
                .until(() -> ProcessHandle.current()
                        .descendants()
                        .noneMatch(process ->
                                process.info().commandLine().orElse("").contains("gotask-hello-executor.jar")));
    }

    /** Catches a stop that is lost because the run has not been set up yet. */
    @Test
    void stopIsNotLostWhileTheRunIsBeingSetUp() throws Exception {
        RunHandle run = start(talk());

        run.stop("never mind");

        assertThat(run.outcome().get(1, TimeUnit.MINUTES).message()).isEqualTo("never mind");
    }

    private static void assertCompleted(RunHandle run) throws Exception {
        RunOutcome outcome = run.outcome().get(2, TimeUnit.MINUTES);
        assertThat(outcome.message()).isEmpty();
        assertThat(outcome.kind()).isEqualTo(Kind.COMPLETED);
    }

    private SchedulerFunction talk() {
        return (in, out, events) -> {
            out.send(TaskMsg.of("cheerful-0", "start"));
            in.forEach(message -> heard.add(message.text()));
        };
    }

    private static RunHandle start(SchedulerFunction function) {
        SchedulerConfig config = SchedulerConfig.builder()
                .master("local[1]")
                .executor(AppProcess.PROJECT.resolve("examples/hello/target/hello-executor.jar"))
                .build();
        return new GoTaskScheduler(config)
                .spawnTask("cheerful", 1, Resources.of("cpus", 0.05, "mem", 16))
                .registerSchedFunc(function)
                .start();
    }
}
