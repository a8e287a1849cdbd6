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
        TaskSpec spec = new TaskSpec("worker", 8, SMALL, args, env);

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

        assertThat(spec).isEqualTo(new TaskSpec("worker", 8, SMALL, List.of("a", "b"), Map.of("K", "v")));
        assertThat(spec.withArgs().env()).isEqualTo(spec.env());
    }
}
