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
    void hasItsOwnNameBesideThatOfItsFunction() {
        TaskSpec left = TaskSpec.of("adder-left", 2, SMALL).withFunction("adder");

        assertThat(left.name()).isEqualTo("adder-left");
        assertThat(left.function()).isEqualTo("adder");
        assertThat(left.taskName(1)).isEqualTo("adder-left-1");
        assertThat(TaskSpec.of("adder", 2, SMALL).function()).isEqualTo("adder");
    }

    @Test
    void argumentsByIndexFollowTheCommonOnes() {
        TaskSpec spec = TaskSpec.of("worker", 2, SMALL)
                .withTaskArgs(index -> List.of("--index", Integer.toString(index)))
                .withArgs("--fast");

        assertThat(spec.args()).containsExactly("--fast");
        assertThat(spec.taskArgs(0)).containsExactly("--fast", "--index", "0");
        assertThat(spec.taskArgs(1)).containsExactly("--fast", "--index", "1");
        assertThat(TaskSpec.of("worker", 2, SMALL).withArgs("a").taskArgs(1)).containsExactly("a");
    }

    @Test
    void environmentEntriesByIndexReplaceCommonOnes() {
        TaskSpec spec = TaskSpec.of("worker", 2, SMALL)
                .withEnv(Map.of("LEVEL", "7", "COLOUR", "red"))
                .withTaskEnv(index -> index == 0 ? Map.of() : Map.of("LEVEL", "9", "EXTRA", "x"));

        assertThat(spec.env()).isEqualTo(Map.of("LEVEL", "7", "COLOUR", "red"));
        assertThat(spec.taskEnv(0)).isEqualTo(Map.of("LEVEL", "7", "COLOUR", "red"));
        assertThat(spec.taskEnv(1)).isEqualTo(Map.of("LEVEL", "9", "COLOUR", "red", "EXTRA", "x"));
    }

    @Test
    void valuesByIndexAreCalculatedOnceAndCopied() {
        List<Integer> asked = new ArrayList<>();
        List<String> shared = new ArrayList<>(List.of("a"));
        TaskSpec spec = TaskSpec.of("worker", 3, SMALL).withTaskArgs(index -> {
            asked.add(index);
            return shared;
        });

        shared.clear();

        assertThat(spec.taskArgs(2)).containsExactly("a");
        assertThat(spec.taskArgs(2)).containsExactly("a");
        assertThat(asked).containsExactly(0, 1, 2);
    }

    @Test
    void nullAmongTheValuesByIndexIsRefusedWithTheNameOfTheTask() {
        TaskSpec spec = TaskSpec.of("worker", 3, SMALL);
        Map<Integer, List<String>> args = Map.of(0, List.of());
        Map<Integer, Map<String, String>> entries = Map.of(0, Map.of());

        assertThatThrownBy(() -> spec.withTaskArgs(args::get))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("arguments of task worker-1 are null");
        assertThatThrownBy(() -> spec.withTaskEnv(entries::get))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("entries of task worker-1 are null");
    }

    @Test
    void valuesByIndexOfACountThatNoRunAcceptsAreNotCalculated() {
        List<Integer> asked = new ArrayList<>();
        for (int count : List.of(-1, 0, 100_001, Integer.MAX_VALUE)) {
            TaskSpec.of("worker", count, SMALL).withTaskArgs(index -> {
                asked.add(index);
                return List.of();
            });
        }

        assertThat(asked).isEmpty();
    }

    @Test
    void refusesTheArgumentsAndEntriesOfATaskThatItDoesNotHave() {
        TaskSpec spec = TaskSpec.of("worker", 2, SMALL);

        assertThatThrownBy(() -> spec.taskArgs(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("task index out of range: spec=worker, index=2");
        assertThatThrownBy(() -> spec.taskEnv(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("task index out of range: spec=worker, index=-1");
    }

    @Test
    void toleratesNoFailureUnlessStated() {
        assertThat(TaskSpec.of("worker", 2, SMALL).tolerance()).isEqualTo(FailureTolerance.NONE);
        assertThat(FailureTolerance.LOST_EXECUTORS.includes(FailureTolerance.FAILED_TASKS))
                .isTrue();
        assertThat(FailureTolerance.FAILED_TASKS.includes(FailureTolerance.LOST_EXECUTORS))
                .isFalse();
        assertThat(FailureTolerance.NONE.includes(FailureTolerance.FAILED_TASKS))
                .isFalse();
    }

    @Test
    void sweepOfTheDocumentationHasTheTasksItNames() {
        List<TaskSpec> specs = TaskSpecExamples.sweep();

        assertThat(specs).extracting(TaskSpec::function).containsOnly("simulate");
        assertThat(specs.get(0).taskName(2)).isEqualTo("sweep-2");
        assertThat(specs.get(0).taskArgs(2)).containsExactly("--steps", "1000", "--rate", "0.9");
        assertThat(specs.get(1).taskArgs(0)).containsExactly("--steps", "100000");
    }

    @Test
    void withMethodsKeepTheRest() {
        TaskSpec spec = TaskSpec.of("worker", 2, SMALL)
                .withArgs("a", "b")
                .withEnv(Map.of("K", "v"))
                .withFunction("function")
                .withTaskArgs(index -> List.of("c"))
                .withTaskEnv(index -> Map.of("L", "w"))
                .withTolerance(FailureTolerance.FAILED_TASKS);

        assertThat(spec)
                .isEqualTo(spec.withArgs("a", "b"))
                .isEqualTo(spec.withEnv(Map.of("K", "v")))
                .isEqualTo(spec.withFunction("function"))
                .isEqualTo(spec.withTaskArgs(index -> List.of("c")))
                .isEqualTo(spec.withTaskEnv(index -> Map.of("L", "w")))
                .isEqualTo(spec.withTolerance(FailureTolerance.FAILED_TASKS));
        assertThat(spec.name()).isEqualTo("worker");
        assertThat(spec.count()).isEqualTo(2);
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
                .isNotEqualTo(spec.withEnv(Map.of("K", "v")))
                .isNotEqualTo(spec.withFunction("other"))
                .isNotEqualTo(spec.withTaskArgs(index -> List.of("b")))
                .isNotEqualTo(spec.withTaskEnv(index -> Map.of("K", "v")))
                .isNotEqualTo(spec.withTolerance(FailureTolerance.FAILED_TASKS));
    }

    @Test
    void textHasNoValuesOfTheEnvironment() {
        assertThat(TaskSpec.of("worker", 8, SMALL)
                        .withEnv(Map.of("TOKEN", "s3cret"))
                        .withTaskEnv(index -> Map.of("OTHER", "s3cret")))
                .asString()
                .contains("env=[TOKEN]")
                .doesNotContain("s3cret");
    }
}
