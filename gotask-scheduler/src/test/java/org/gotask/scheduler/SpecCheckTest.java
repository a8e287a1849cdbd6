package org.gotask.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gotask.Resources;
import org.gotask.TaskSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecCheckTest {

    private static final Resources SOME = Resources.of("cpus", 0.1, "mem", 32);

    @Test
    void acceptsWhatIsWellFormed() {
        assertThat(problems(TaskSpec.of("worker", 1, SOME), TaskSpec.of("floor_2.b", 8, SOME)))
                .isEmpty();
    }

    @Test
    void refusesARunWithoutTasks() {
        // mesosgot crashed
        assertThat(problems()).singleElement().asString().startsWith("no task to run");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 100_001, Integer.MAX_VALUE})
    void refusesACountOutOfRange(int count) {
        // mesosgot launched one task for 0
        assertThat(problems(TaskSpec.of("worker", count, SOME)))
                .containsExactly("task 'worker': count=" + count + "; expected 1 to 100000");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY, 0.0001, 1e13})
    void refusesResourcesThatAreNone(double amount) {
        assertThat(problems(TaskSpec.of("worker", 1, Resources.of("cpus", amount, "mem", 32))))
                .singleElement()
                .asString()
                .startsWith("task 'worker': cpus=")
                .contains("is out of range; expected a number above 0");
    }

    @Test
    void refusesAnAmountBelowZeroAlsoWithinASum() {
        Resources sum = SOME.plus(Resources.of("mem", -16));

        assertThat(problems(TaskSpec.of("worker", 1, sum)))
                .containsExactly("task 'worker': mem=-16 is out of range; expected a number above 0");
    }

    @Test
    void refusesATaskWithoutResources() {
        assertThat(problems(TaskSpec.of("worker", 1, Resources.NONE)))
                .singleElement()
                .asString()
                .startsWith("task 'worker': no resources");
    }

    @Test
    void refusesADuplicateName() {
        assertThat(problems(TaskSpec.of("worker", 1, SOME), TaskSpec.of("worker", 2, SOME)))
                .singleElement()
                .asString()
                .startsWith("task 'worker': spawned twice");
    }

    @Test
    void acceptsSeveralSpecsOfOneFunction() {
        assertThat(problems(
                        TaskSpec.of("adder-left", 1, SOME).withFunction("adder").withArgs("left"),
                        TaskSpec.of("adder-right", 1, SOME)
                                .withFunction("adder")
                                .withArgs("right")))
                .isEmpty();
    }

    @Test
    void refusesANameThatCannotTravelBesideThatOfTheFunction() {
        assertThat(problems(TaskSpec.of("a^b", 1, SOME).withFunction("worker")))
                .singleElement()
                .asString()
                .startsWith("task spec name cannot be used: name=a^b");
        assertThat(problems(TaskSpec.of("worker", 1, SOME).withFunction("a^b")))
                .singleElement()
                .asString()
                .startsWith("task function name cannot be used: name=a^b");
    }

    @Test
    void duplicateNameLeadsToASecondSpecOfTheSameFunction() {
        assertThat(problems(TaskSpec.of("worker", 1, SOME), TaskSpec.of("worker", 2, SOME)))
                .singleElement()
                .asString()
                .endsWith("or TaskSpec.of(\"another-name\", …).withFunction(\"worker\")");
    }

    @Test
    void refusesAnEnvironmentEntryWithoutANameOfOneTask() {
        TaskSpec spec = TaskSpec.of("worker", 3, SOME)
                .withTaskEnv(index -> index == 0 ? Map.of("GOOD", "x") : Map.of("A=B", "x"));

        assertThat(problems(spec)).singleElement().asString().contains("'A=B' is not a valid name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a^b", "a/b", "a\\b", "a b", "a\nb"})
    void refusesANameThatCannotTravel(String name) {
        // in mesosgot '^' corrupted the routing
        assertThat(problems(TaskSpec.of(name, 1, SOME)))
                .singleElement()
                .asString()
                .startsWith("task function name cannot be used: name=");
    }

    @Test
    void refusesANameThatIsTooLongInBytesWithItsIndex() {
        assertThat(problems(TaskSpec.of("w".repeat(240), 1, SOME))).isEmpty();
        assertThat(problems(TaskSpec.of("ü".repeat(200), 1, SOME)))
                .singleElement()
                .asString()
                .startsWith("task function name cannot be used: name=");
    }

    @Test
    void refusesAnEnvironmentEntryWithoutAName() {
        assertThat(problems(TaskSpec.of("worker", 1, SOME).withEnv(Map.of("A=B", "x"))))
                .singleElement()
                .asString()
                .contains("'A=B' is not a valid name");
    }

    @Test
    void findsAllMistakesAtOnce() {
        assertThat(problems(TaskSpec.of("a^b", 0, Resources.of("cpus", -1)), TaskSpec.of("c", 0, SOME)))
                .hasSize(4);
    }

    private static List<String> problems(TaskSpec... specs) {
        return SpecCheck.problems(List.of(specs));
    }
}
