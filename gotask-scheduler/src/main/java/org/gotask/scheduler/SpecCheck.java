package org.gotask.scheduler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
            TaskName.problemOfFunction(spec.function())
                    .ifPresent(problem -> problems.add("task function name cannot be used: " + problem));
            if (!spec.name().equals(spec.function())) {
                TaskName.problemOfFunction(spec.name())
                        .ifPresent(problem -> problems.add("task spec name cannot be used: " + problem));
            }
            if (!names.add(spec.name())) {
                problems.add(subject + "spawned twice; use one spawnTask with the sum of the counts, or"
                        + " TaskSpec.of(\"another-name\", …).withFunction(\"" + spec.function() + "\")");
            }
            if (spec.count() < 1 || spec.count() > MOST_TASKS) {
                problems.add(subject + "count=" + spec.count() + "; expected 1 to " + MOST_TASKS);
            }
            spec.resources().problems().forEach(problem -> problems.add(subject + problem));
            if (spec.resources().isEmpty() && spec.resources().problems().isEmpty()) {
                problems.add(subject + "no resources; expected at least cpus and mem, such as"
                        + " Resources.of(\"cpus\", 0.1, \"mem\", 32)");
            }
            for (String variable : variables(spec)) {
                if (variable.isBlank() || variable.contains("=")) {
                    problems.add(subject + "'" + variable + "' is not a valid name of an environment entry");
                }
            }
        }
        return problems;
    }

    private static Set<String> variables(TaskSpec spec) {
        Set<String> variables = new TreeSet<>(spec.env().keySet());
        int tasks = Math.min(spec.count(), MOST_TASKS);
        for (int index = 0; index < tasks; index++) {
            variables.addAll(spec.taskEnv(index).keySet());
        }
        return variables;
    }
}
