package org.gotask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A spec names its tasks and does not change. */
class TaskSpecTest {

    private static final Resources SMALL = Resources.of("cpus", 0.1, "mem", 32);

    @Test
    void doesNotChangeWithTheCollectionsItWasMadeOf() {
        List<String> args = new ArrayList<>(List.of("a"));
        Map<String, String> env = new HashMap<>(Map.of("K", "v"));
        TaskSpec spec = TaskSpec.of("worker", 8, SMALL).withArgs(args).withEnv(env);

        args.add("b");
        env.clear();

        assertThat(spec.args()).containsExactly("a");
        assertThat(spec.env()).containsExactly(Map.entry("K", "v"));
        assertThatThrownBy(() -> spec.args().add("c")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> spec.env().put("L", "w")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void numbersItsTasksFromZero() {
        TaskSpec spec = TaskSpec.of("my-worker", 2, SMALL);

        assertThat(spec.taskName(0)).isEqualTo("my-worker-0");
        assertThat(spec.taskName(1)).isEqualTo("my-worker-1");
    }

    @Test
    void refusesToNameATaskThatItDoesNotHave() {
        TaskSpec spec = TaskSpec.of("worker", 2, SMALL);

        for (int index : List.of(-1, 2, Integer.MAX_VALUE)) {
            assertThatThrownBy(() -> spec.taskName(index))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("task index out of range: spec=worker, index=" + index
                            + ", count=2, expected 0 <= index < count");
        }
    }

    @Test
    void withMethodsKeepTheRest() {
        TaskSpec spec = TaskSpec.of("worker", 8, SMALL).withArgs("a", "b").withEnv(Map.of("K", "v"));

        assertThat(spec.name()).isEqualTo("worker");
        assertThat(spec.count()).isEqualTo(8);
        assertThat(spec.resources()).isEqualTo(SMALL);
        assertThat(spec.args()).containsExactly("a", "b");
        assertThat(spec.withArgs().env()).isEqualTo(spec.env());
    }

    @Test
    void specsOfTheSameTasksAreEqual() {
        TaskSpec spec = TaskSpec.of("worker", 8, SMALL).withArgs("a");

        assertThat(spec)
                .isEqualTo(TaskSpec.of("worker", 8, SMALL).withArgs("a"))
                .hasSameHashCodeAs(TaskSpec.of("worker", 8, SMALL).withArgs("a"))
                .isNotEqualTo(TaskSpec.of("other", 8, SMALL).withArgs("a"))
                .isNotEqualTo(TaskSpec.of("worker", 7, SMALL).withArgs("a"))
                .isNotEqualTo(TaskSpec.of("worker", 8, Resources.NONE).withArgs("a"))
                .isNotEqualTo(spec.withArgs("b"))
                .isNotEqualTo(spec.withEnv(Map.of("K", "v")));
    }

    @Test
    void textHasNoValuesOfTheEnvironment() {
        assertThat(TaskSpec.of("worker", 8, SMALL).withEnv(Map.of("TOKEN", "s3cret")))
                .asString()
                .contains("env=[TOKEN]")
                .doesNotContain("s3cret");
    }
}
