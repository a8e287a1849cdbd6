package org.gotask.scheduler.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gotask.scheduler.cluster.ExecutorAddress;

/**
 * The loss of an executor, from the reports on it and on its tasks, which arrive in any order. Confined to the run's
 * thread.
 */
final class ExecutorLoss {

    private final ExecutorAddress executor;
    private final Set<RunTask> tasks = new LinkedHashSet<>();
    private Optional<String> end = Optional.empty();
    private boolean reportedByTasks;
    private String explanation = "";
    private boolean decided;

    ExecutorLoss(ExecutorAddress executor) {
        this.executor = executor;
    }

    /**
     * The executor has ended.
     *
     * @param reason begins with {@code it}
     * @param unfinished its tasks that have not ended
     */
    void executorEnded(String reason, Iterable<RunTask> unfinished) {
        end = Optional.of(reason);
        unfinished.forEach(tasks::add);
    }

    /**
     * A task has ended with the executor.
     *
     * @param reason may be empty
     */
    void taskEnded(RunTask task, String reason) {
        tasks.add(task);
        reportedByTasks = true;
        decided = false;
        if (explanation.isEmpty()) {
            explanation = reason;
        }
    }

    /** Whether both the end of the executor and that of one of its tasks were reported, which explain the loss. */
    boolean isComplete() {
        return end.isPresent() && reportedByTasks;
    }

    /** The run has failed because of the tasks that were lost so far, or has survived their loss. */
    void decided() {
        decided = true;
    }

    /** Whether tasks were lost, and the run has neither failed because of them nor survived their loss. */
    boolean isUndecided() {
        return !decided && !lostTasks().isEmpty();
    }

    /** The tasks that were lost with it; the last reports of others may arrive after that on the executor. */
    List<RunTask> lostTasks() {
        return tasks.stream().filter(task -> !task.endedAsRequested()).toList();
    }

    /** Describes the loss in one line, without the tasks. */
    String describe() {
        return "executor " + executor + " was lost: " + end.orElse("it ended") + separated(explanation);
    }

    private static String separated(String text) {
        if (text.isEmpty()) {
            return "";
        }
        // an agent continues the sentence on the end of the executor
        return text.startsWith("before it ") ? " " + text : ": " + text;
    }
}
