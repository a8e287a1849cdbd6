package org.gotask.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.gotask.Resources;
import org.gotask.SchedEvent;
import org.gotask.SchedulerBody;
import org.gotask.SchedulerContext;
import org.gotask.SchedulerFunction;
import org.gotask.SchedulerTask;
import org.gotask.TaskMsg;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;
import org.junit.jupiter.api.Test;

/** The examples of the documentation, up to the cluster that these tests do not have; the README's runs on one. */
class SchedulerExamplesTest {

    @Test
    void theProgramOfTheDocumentationLacksNothingButAnExecutor() {
        RunOutcome outcome = SchedulerExamples.shout("--master", "127.0.0.1:5050");

        assertThat(outcome.kind()).isEqualTo(RunOutcome.Kind.REFUSED);
        assertThat(outcome.message()).contains("--executor").doesNotContain("spawnTask", "registerSchedFunc");
    }

    @Test
    void embeddedRunOfTheDocumentationLacksNothingButAClusterAndAnExecutor() {
        RunOutcome outcome = SchedulerExamples.embed(Path.of("no-such.jar"));

        assertThat(outcome.kind()).isEqualTo(RunOutcome.Kind.REFUSED);
        assertThat(outcome.message())
                .contains("--executor: no such file")
                .doesNotContain("spawnTask", "registerSchedFunc");
    }

    /** The parameters of a method or lambda determine its type, without a cast. */
    @Test
    void schedulerFunctionsAreToldApartByTheirParameters() {
        SchedulerConfig withoutExecutor = SchedulerConfig.fromArgs(new String[] {"--master", "127.0.0.1:5050"});
        GoTaskScheduler scheduler = new GoTaskScheduler(
                        withoutExecutor, new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                .spawnTask("shouter", 1, Resources.of("cpus", 0.1));
        SchedulerFunction function = (in, out, events) -> {};
        SchedulerBody body = run -> {};

        SchedulerExamples.registerWithContext(scheduler);
        scheduler
                .registerSchedFunc((in, out, events) -> {})
                .registerSchedFunc(run -> {})
                .registerSchedFunc(SchedulerExamplesTest::ofThree)
                .registerSchedFunc(SchedulerExamplesTest::ofOne)
                .registerSchedFunc(function)
                .registerSchedFunc(body)
                .registerSchedTask(new OfMesosgotsShape());

        assertThat(scheduler.run().message()).contains("--executor").doesNotContain("registerSchedFunc");
    }

    private static void ofThree(
            ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, ReceiveChannel<SchedEvent> events) {}

    private static void ofOne(SchedulerContext run) {}

    private static final class OfMesosgotsShape implements SchedulerTask {
        @Override
        public void run(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, ReceiveChannel<SchedEvent> events) {}
    }
}
