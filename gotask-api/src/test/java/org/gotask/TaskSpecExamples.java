package org.gotask;

import java.util.List;

/** The example in the documentation of {@link TaskSpec}; {@link TaskSpecTest} checks its tasks. */
final class TaskSpecExamples {

    private TaskSpecExamples() {}

    static List<TaskSpec> sweep() {
        // @start region="sweep"
        Resources small = Resources.of("cpus", 0.1, "mem", 32);
        List<String> rates = List.of("0.1", "0.5", "0.9");
        TaskSpec sweep = TaskSpec.of("sweep", rates.size(), small) // tasks sweep-0, sweep-1 and sweep-2
                .withFunction("simulate")
                .withArgs("--steps", "1000")
                .withTaskArgs(i -> List.of("--rate", rates.get(i)))
                .withTolerance(FailureTolerance.FAILED_TASKS);
        TaskSpec reference = TaskSpec.of("reference", 1, small) // task reference-0
                .withFunction("simulate")
                .withArgs("--steps", "100000");
        // @end
        return List.of(sweep, reference);
    }
}
