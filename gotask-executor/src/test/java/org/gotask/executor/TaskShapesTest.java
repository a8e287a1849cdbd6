package org.gotask.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.gotask.Task;
import org.gotask.TaskBody;
import org.gotask.TaskContext;
import org.gotask.TaskFunction;
import org.gotask.TaskMsg;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;
import org.gotask.executor.agent.AgentListener;
import org.gotask.executor.agent.AgentPort;
import org.gotask.executor.agent.LaunchedTask;
import org.gotask.executor.agent.TaskReport;
import org.gotask.launch.TaskLaunch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each way of writing a task compiles without a cast, and runs. */
class TaskShapesTest {

    /** Sends without an answer, for there is no scheduler here. */
    private static final Map<String, String> PLAIN_LINK = Map.of("GOTASK_LINK", "plain");

    private static final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

    @Test
    void lambdasMethodsAndClassesAreToldApartByTheirParameters() {
        seen.clear();
        TaskFunction function = (in, out, args, env) -> seen.add("function variable " + args);
        TaskBody body = task -> seen.add("body variable " + task.name());

        run(executor -> executor.registerTaskFunc("a", (in, out, args, env) -> seen.add("lambda of four " + args))
                .registerTaskFunc("b", task -> seen.add("lambda of one " + task.name()))
                .registerTaskFunc("c", TaskShapesTest::ofFour)
                .registerTaskFunc("d", TaskShapesTest::ofOne)
                .registerTaskFunc("e", task -> new Stateful(task).run())
                .registerTaskFunc("f", function)
                .registerTaskFunc("g", body)
                .registerTask("h", OfMesosgotsShape::new));

        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "lambda of four [a-0, x]",
                        "lambda of one b-0",
                        "method of four [c-0, x]",
                        "method of one d-0",
                        "object e-0",
                        "function variable [f-0, x]",
                        "body variable g-0",
                        "class [h-0, x]");
    }

    @Test
    void theExampleOfTheDocumentationRuns() {
        LaunchingAgent agent = new LaunchingAgent(List.of("shouter", "greeter"), 1);

        int exitCode = ExecutorExamples.main(() -> new GoTaskExecutor(PLAIN_LINK, environment -> agent, System.err));

        assertThat(exitCode).isZero();
        assertThat(agent.ends)
                .isEqualTo(Map.of("shouter-0", TaskReport.State.KILLED, "greeter-0", TaskReport.State.FINISHED));
    }

    private static void ofFour(
            ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, List<String> args, Map<String, String> env) {
        seen.add("method of four " + args);
    }

    private static void ofOne(TaskContext task) {
        seen.add("method of one " + task.name());
    }

    private record Stateful(TaskContext task) {
        void run() {
            seen.add("object " + task.name());
        }
    }

    private static final class OfMesosgotsShape implements Task {
        @Override
        public void run(
                ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, List<String> args, Map<String, String> env) {
            seen.add("class " + args);
        }
    }

    private static void run(Consumer<GoTaskExecutor> registrations) {
        LaunchingAgent agent = new LaunchingAgent(List.of("a", "b", "c", "d", "e", "f", "g", "h"), 8);
        GoTaskExecutor executor = new GoTaskExecutor(PLAIN_LINK, environment -> agent, System.err);
        registrations.accept(executor);

        assertThat(executor.run().exitCode()).isZero();
        assertThat(agent.ends.values()).hasSize(8).containsOnly(TaskReport.State.FINISHED);
    }

    /** An agent that launches one task of each spec, and ends the executor when so many of them have ended. */
    private static final class LaunchingAgent implements AgentPort {

        private final List<String> specs;
        private final AtomicInteger tasksToEnd;
        private final Map<String, TaskReport.State> ends = new ConcurrentSkipListMap<>();
        private volatile @Nullable AgentListener executor;

        LaunchingAgent(List<String> specs, int tasksToEnd) {
            this.specs = specs;
            this.tasksToEnd = new AtomicInteger(tasksToEnd);
        }

        @Override
        public void start(AgentListener listener) {
            executor = listener;
            listener.registered("host7");
            for (String spec : specs) {
                byte[] data = new TaskLaunch(spec, 0, 1, List.of("x"), Map.of()).encode();
                listener.launch(new LaunchedTask(spec + "-0", spec + "-0", data));
            }
        }

        @Override
        public void report(TaskReport report) {
            if (report.state() != TaskReport.State.RUNNING) {
                ends.put(report.taskId(), report.state());
                if (tasksToEnd.decrementAndGet() == 0) {
                    Objects.requireNonNull(executor).shutdown();
                }
            }
        }

        @Override
        public void send(byte[] data) {}

        @Override
        public Duration shutdownGrace() {
            return Duration.ofSeconds(5);
        }

        @Override
        public void stop() {}
    }
}
