package org.gotask.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gotask.TaskSpec;

/** Checks task specs; all problems are found in one go, one line each. */
final class SpecCheck {

    /** What Mesos takes as the id of a task, and a link as its name. */
    private static final int LONGEST_NAME_BYTES = 255;

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
            if (!isName(spec.name())) {
                problems.add(subject + "not a name; expected 1 to " + LONGEST_NAME_BYTES
                        + " bytes with the index, without blanks, '^', '/' and '\\'");
            }
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
                    problems.add(subject + "'" + variable + "' is no name of an environment entry");
                }
            }
        }
        return problems;
    }

    /** A task's name becomes part of file names on agents, and of mesosgot's messages. */
    private static boolean isName(String name) {
        return !name.isEmpty()
                && (name + "-" + MOST_TASKS).getBytes(UTF_8).length <= LONGEST_NAME_BYTES
                && name.chars()
                        .noneMatch(c -> c == '^'
                                || c == '/'
                                || c == '\\'
                                || Character.isWhitespace(c)
                                || Character.isISOControl(c));
    }
}
