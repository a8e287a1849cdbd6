package org.gotask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gotask.channel.Channel;
import org.junit.jupiter.api.Test;

/** What a task sees of itself, and how a test makes that. */
class TaskContextTest {

    private final Channel<TaskMsg> in = Channel.withCapacity(1);
    private final Channel<TaskMsg> out = Channel.withCapacity(1);

    @Test
    void hasWhatItsBuilderWasGiven() {
        TaskContext task = TaskContext.builder("worker-3", in, out)
                .index(3)
                .count(8)
                .args(List.of("--fast"))
                .env(Map.of("COLOUR", "red"))
                .build();

        assertThat(task.name()).isEqualTo("worker-3");
        assertThat(task.index()).isEqualTo(3);
        assertThat(task.count()).isEqualTo(8);
        assertThat(task.args()).containsExactly("--fast");
        assertThat(task.env()).containsExactly(Map.entry("COLOUR", "red"));
        assertThat(task.in()).isSameAs(in);
        assertThat(task.out()).isSameAs(out);
        assertThat(task).hasToString("TaskContext[name=worker-3, index=3]");
    }

    @Test
    void hasDefaultsForAllButNameAndChannels() {
        TaskContext task = TaskContext.builder("worker-0", in, out).build();

        assertThat(task.index()).isZero();
        assertThat(task.args()).isEmpty();
        assertThat(task.env()).isEmpty();
        assertThatThrownBy(task::count)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "number of tasks unknown: task=worker-0; a scheduler of mesosgot does not send it, pass it as a"
                                + " message");
    }

    @Test
    void keepsItsOwnCopies() {
        List<String> args = new ArrayList<>(List.of("--fast"));
        Map<String, String> env = new HashMap<>(Map.of("COLOUR", "red"));
        TaskContext task =
                TaskContext.builder("worker-0", in, out).args(args).env(env).build();

        args.clear();
        env.clear();

        assertThat(task.args()).containsExactly("--fast");
        assertThat(task.env()).containsEntry("COLOUR", "red");
        assertThatThrownBy(() -> task.args().add("x")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refusesAnIndexThatTheSpecDoesNotHave() {
        TaskContext.Builder builder = TaskContext.builder("worker-3", in, out);

        assertThatThrownBy(() -> builder.index(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task index out of range: task=worker-3, index=-1, expected 0 or more");
        assertThatThrownBy(() -> builder.count(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("number of tasks out of range: task=worker-3, count=0, expected 1 or more");
        builder.index(3).count(3);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task index out of range: task=worker-3, index=3, count=3, expected index < count");
    }

    @Test
    void theExampleOfTheDocumentationRuns() throws Exception {
        assertThat(ContextExamples.shoutWithoutACluster()).isEqualTo(TaskMsg.of("shouter-0", "HELLO"));
    }
}
