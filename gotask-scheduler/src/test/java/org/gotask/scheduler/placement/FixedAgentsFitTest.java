package org.gotask.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.gotask.Resources;
import org.gotask.scheduler.cluster.FixedAgents;
import org.junit.jupiter.api.Test;

/** Tasks on agents that are known before the start, such as those of {@code local[3]}. */
class FixedAgentsFitTest {

    private static final Resources EXECUTOR = Resources.of("cpus", 0.1, "mem", 64);
    private static final Resources OF_TWO_CORES = Resources.of("cpus", 0.666, "mem", 1000);

    @Test
    void taskThatIsLargerThanAnAgentNeverFits() {
        FixedAgentsFit fit = fit(3, OF_TWO_CORES, tasks(3, 1, 32));

        assertThat(fit.problem())
                .contains("task task-0 needs cpus=1.1, mem=96 with its executor; each agent has cpus=0.666, mem=1000");
        assertThat(fit.sufficient()).isEqualTo(Resources.of("cpus", 1.1, "mem", 1000));
    }

    @Test
    void tasksThatNeedMoreThanAllAgentsHaveNeverFit() {
        FixedAgentsFit fit = fit(2, Resources.of("cpus", 1, "mem", 100), tasks(4, 0.8, 16));

        assertThat(fit.problem())
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("missing cpus=1.3"));
        assertThat(fit.sufficient()).isEqualTo(Resources.of("cpus", 1.7, "mem", 100));
    }

    @Test
    void tasksThatFitInSumButNotAsTheAgentsAreDividedNeverFit() {
        FixedAgentsFit fit = fit(2, Resources.of("cpus", 1.3, "mem", 1000), tasks(3, 0.8, 16));

        assertThat(fit.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("not in these sizes"));
        assertThat(fit.sufficient().get("cpus")).isEqualTo(1.7);
    }

    @Test
    void tasksThatFitExactlyHaveNoProblem() {
        assertThat(fit(3, Resources.of("cpus", 1.1, "mem", 96), tasks(3, 1, 32)).problem())
                .isEmpty();
        assertThat(fit(1, Resources.of("cpus", 12.1, "mem", 448), tasks(12, 1, 32))
                        .problem())
                .isEmpty();
    }

    @Test
    void comparesOnlySumsWhereThereAreVeryManyTasks() {
        assertThat(fit(2, Resources.of("cpus", 1000, "mem", 1e6), tasks(15_000, 0.1, 1))
                        .problem())
                .isEmpty();
        assertThat(fit(2, Resources.of("cpus", 700, "mem", 1e6), tasks(15_000, 0.1, 1))
                        .problem())
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("missing cpus=100.1"));
    }

    @Test
    void whatIsCalledSufficientSuffices() {
        Random random = new Random(13);
        for (int round = 0; round < 300; round++) {
            int count = 1 + random.nextInt(6);
            Resources each = Resources.of("cpus", 0.1 + random.nextInt(20) / 10.0, "mem", 64 + random.nextInt(1000));
            List<TaskNeed> tasks = new ArrayList<>();
            for (int task = random.nextInt(25); task >= 0; task--) {
                tasks.add(new TaskNeed(
                        "task-" + task,
                        Resources.of("cpus", 0.1 + random.nextInt(30) / 10.0, "mem", 1 + random.nextInt(500))));
            }
            FixedAgentsFit fit = fit(count, each, tasks);

            Resources sufficient = fit.sufficient();

            assertThat(sufficient.contains(each)).isTrue();
            assertThat(fit(count, sufficient, tasks).problem())
                    .as("round %d", round)
                    .isEmpty();
        }
    }

    private static FixedAgentsFit fit(int count, Resources each, List<TaskNeed> tasks) {
        return new FixedAgentsFit(new FixedAgents(count, each), tasks, EXECUTOR, PlacementStrategy.SPREAD);
    }

    private static List<TaskNeed> tasks(int count, double cpus, double mem) {
        return IntStream.range(0, count)
                .mapToObj(i -> new TaskNeed("task-" + i, Resources.of("cpus", cpus, "mem", mem)))
                .toList();
    }
}
