package org.gotask.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.gotask.TaskFailure;

/** The failures that a run has survived as lines for the terminal: the first ones, and the number of the others. */
final class SurvivedLines {

    private static final int MOST_SHOWN = 10;

    private SurvivedLines() {}

    static List<String> of(List<TaskFailure> failures) {
        List<String> lines = new ArrayList<>();
        failures.stream().limit(MOST_SHOWN).map(SurvivedLines::line).forEach(lines::add);
        if (failures.size() > MOST_SHOWN) {
            int more = failures.size() - MOST_SHOWN;
            lines.add("and " + more + (more == 1 ? " more task" : " more tasks") + " failed, and the run continued");
        }
        return lines;
    }

    private static String line(TaskFailure failure) {
        return "task " + failure.taskName() + " failed, and the run continued"
                + (failure.reason().isEmpty() ? "" : ": " + failure.reason());
    }
}
