package org.gotask.scheduler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gotask.TaskName;
import org.gotask.TaskSpec;

/** Validates task specs, and collects all problems, one line each. */
final class SpecCheck {

    private static final int MOST_TASKS = 100_000;

    private SpecCheck() {}

    static List<String> problems(List<TaskSpec> specs) {
        List<String> problems = new ArrayList<>();
        if (specs.isEmpty()) {
            problems.add("no task to run; call spawnTask before run");
        }
        Set<String> names = new HashSet<>();
        for (TaskSpec spec : specs) {
            String subject = "task '" + spec.name() + "': ";
            TaskName.problemOfFunction(spec.name())
                    .ifPresent(problem -> problems.add("task function name cannot be used: " + problem));
            if (!names.add(spec.name())) {
                problems.add(subject + "spawned twice; use one spawnTask with the sum of the counts, or another name");
            }
            if (spec.count() < 1 || spec.count() > MOST_TASKS) {
                problems.add(subject + "count=" + spec.count() + "; expected 1 to " + MOST_TASKS);
            }
            spec.resources().problems().forEach(problem -> problems.add(subject + problem));
            if (spec.resources().isEmpty() && spec.resources().problems().isEmpty()) {
                problems.add(subject + "no resources; expected at least cpus and mem, such as"
                        + " Resources.of(\"cpus\", 0.1, \"mem\", 32)");
            }
            for (String variable : spec.env().keySet()) {
                if (variable.isBlank() || variable.contains("=")) {
                    problems.add(subject + "'" + variable + "' is not a valid name of an environment entry");
                }
            }
        }
        return problems;
    }
}
