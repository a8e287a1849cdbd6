package org.gotask.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.gotask.TaskFailure;

/** The failures that a run has survived as lines for a person: each of the first ones, and the number of the others. */
final class SurvivedLines {

    private static final int MOST_SHOWN = 10;

    private SurvivedLines() {}

    static List<String> of(List<TaskFailure> failures) {
        List<String> lines = new ArrayList<>();
        failures.stream().limit(MOST_SHOWN).map(SurvivedLines::line).forEach(lines::add);
        if (failures.size() > MOST_SHOWN) {
            lines.add("and " + (failures.size() - MOST_SHOWN) + " more tasks failed, and the run went on");
        }
        return lines;
    }

    private static String line(TaskFailure failure) {
        return "task " + failure.taskName() + " failed, and the run went on"
                + (failure.reason().isEmpty() ? "" : ": " + failure.reason());
    }
}
