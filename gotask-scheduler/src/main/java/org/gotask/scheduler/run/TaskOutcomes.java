package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.gotask.Agent;
import org.gotask.FailureTolerance;
import org.gotask.SchedEvent;
import org.gotask.scheduler.cluster.ExecutorAddress;
import org.gotask.scheduler.cluster.TaskState;
import org.gotask.scheduler.cluster.TaskUpdate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outcomes of tasks, from the cluster's reports on tasks, executors and agents: records and publishes each, and
 * reports to the run whether it is a regular end or the cause of a failure. Confined to the run's thread.
 */
final class TaskOutcomes {

    private static final Logger log = LoggerFactory.getLogger(TaskOutcomes.class);

    /** The wait for a task's own report after the end of its executor: it explains more than the exit status. */
    private static final Duration LAST_REPORTS = Duration.ofSeconds(1);

    private final RunTasks tasks;
    private final RunLoop loop;
    private final EventStream events;
    private final RunControl run;
    private final Map<ExecutorAddress, ExecutorLoss> losses = new HashMap<>();

    TaskOutcomes(RunTasks tasks, RunLoop loop, EventStream events, RunControl run) {
        this.tasks = tasks;
        this.loop = loop;
        this.events = events;
        this.run = run;
    }

    /** Applies a report on a task; reports before its launch and after its end are ignored. */
    void updated(TaskUpdate update) {
        tasks.find(update.taskName())
                .filter(task -> task.executor().isPresent() && !task.hasEnded())
                .ifPresent(task -> updated(task, update));
    }

    private void updated(RunTask task, TaskUpdate update) {
        switch (update.state()) {
            case STARTING -> log.debug("{} is starting", task.describe());
            case RUNNING -> {
                if (task.state() != TaskState.RUNNING) {
                    task.running(update.data());
                    events.publish(new SchedEvent.TaskRunning(task.name()));
                }
            }
            case FINISHED -> finished(task);
            case FAILED -> failed(task, update, "failed", new SchedEvent.TaskFailed(task.name(), reason(update)));
            case KILLED -> failed(task, update, "was killed", new SchedEvent.TaskKilled(task.name(), reason(update)));
            case LOST -> failed(task, update, "was lost", new SchedEvent.TaskLost(task.name(), reason(update)));
        }
    }

    private static String reason(TaskUpdate update) {
        return update.reason().isEmpty() && update.cause() == TaskUpdate.Cause.EXECUTOR_ENDED
                ? "its executor has ended"
                : update.reason();
    }

    /** The regular end: the function of the task has run and returned. */
    private void finished(RunTask task) {
        boolean hasRun = task.state() == TaskState.RUNNING;
        markEnded(task, TaskState.FINISHED, "the task has ended");
        events.publish(new SchedEvent.TaskFinished(task.name()));
        if (hasRun) {
            run.taskEnded(task);
        } else {
            run.fail(task.describe() + " ended before it ran; its executor is not one of GoTask or is faulty");
        }
    }

    /**
     * The end of a task by any other state is a failure in every phase, unless this side has requested it: a task is
     * killed only where its executor knows no other end.
     */
    private void failed(RunTask task, TaskUpdate update, String what, SchedEvent event) {
        markEnded(task, update.state(), "the task " + what);
        events.publish(event);
        if (task.endedAsRequested()) {
            run.taskEnded(task);
            return;
        }
        ExecutorAddress executor = task.executor().orElseThrow();
        if (update.cause() == TaskUpdate.Cause.EXECUTOR_ENDED || losses.containsKey(executor)) {
            ExecutorLoss loss = losses.computeIfAbsent(executor, ExecutorLoss::new);
            loss.taskEnded(task, update.reason());
            concludeSoon(executor, loss);
        } else if (task.tolerates(failure(update))) {
            run.taskSurvived(task, update.reason());
        } else {
            run.fail(task.describe() + " " + what + (update.reason().isEmpty() ? "" : ": " + update.reason()));
        }
    }

    private static FailureTolerance failure(TaskUpdate update) {
        return update.state() == TaskState.FAILED && update.cause() == TaskUpdate.Cause.TASK
                ? FailureTolerance.FAILED_TASKS
                : FailureTolerance.LOST_EXECUTORS;
    }

    private void markEnded(RunTask task, TaskState state, String reason) {
        int undelivered = task.toTask().size();
        if (undelivered > 0 && run.phase() != RunPhase.FAILING) {
            log.warn("messages were not delivered, for {}: task={}, messages={}", reason, task.name(), undelivered);
        }
        task.ended(state, reason);
    }

    /** The executor has ended; its unfinished tasks are lost, unless their own reports follow. */
    void executorLost(ExecutorAddress executor, String reason) {
        events.publish(new SchedEvent.ExecutorLost(executor.executorId(), agent(executor.agentId()), reason));
        ExecutorLoss loss = losses.computeIfAbsent(executor, ExecutorLoss::new);
        loss.executorEnded(reason, unfinished(task -> task.runsOn(executor)));
        concludeSoon(executor, loss);
    }

    /** Fails the run after the reports on the executor and on one of its tasks, or after a while. */
    private void concludeSoon(ExecutorAddress executor, ExecutorLoss loss) {
        if (loss.isComplete() || run.phase() == RunPhase.FAILING) {
            conclude(executor, loss);
        } else {
            loop.after(LAST_REPORTS, () -> conclude(executor, loss));
        }
    }

    /** The end of an executor after the end of its tasks is not a failure. */
    private void conclude(ExecutorAddress executor, ExecutorLoss loss) {
        if (!loss.lostTasks().isEmpty()) {
            String cause = loss.describe();
            loss.decided();
            lost(task -> task.runsOn(executor), cause);
            surviveOrFail(loss.lostTasks(), cause);
        }
    }

    /** Whether the run waits for further reports on a lost executor before it fails or continues. */
    boolean awaitsReports() {
        return losses.values().stream().anyMatch(ExecutorLoss::isUndecided);
    }

    /** The agent is gone, and with it its unfinished tasks. */
    void agentLost(String agentId) {
        events.publish(new SchedEvent.AgentLost(agent(agentId)));
        List<RunTask> gone = unfinished(task -> task.runsOnAgent(agentId));
        if (!gone.isEmpty()) {
            String cause = "agent " + agentId + " was lost";
            lost(task -> task.runsOnAgent(agentId), cause);
            surviveOrFail(gone, cause);
        }
    }

    private List<RunTask> unfinished(Predicate<RunTask> affected) {
        return tasks.unfinished().stream().filter(affected).toList();
    }

    /** The agent with its host, which is known only if tasks were launched there. */
    private Agent agent(String agentId) {
        return tasks.all().stream()
                .flatMap(task -> task.agent().stream())
                .filter(agent -> agent.id().equals(agentId))
                .findFirst()
                .orElseGet(() -> new Agent(agentId, ""));
    }

    private void lost(Predicate<RunTask> affected, String cause) {
        unfinished(affected).forEach(task -> {
            markEnded(task, TaskState.LOST, cause);
            events.publish(new SchedEvent.TaskLost(task.name(), cause));
        });
    }

    /**
     * The link to an executor has failed.
     *
     * @param needed its tasks that have not ended, or whose messages are missing
     * @return false if one of them does not tolerate it
     */
    boolean survivesLinkFailure(ExecutorAddress executor, List<RunTask> needed, String cause) {
        if (!tolerateLoss(needed)) {
            return false;
        }
        lost(task -> task.runsOn(executor), cause);
        needed.forEach(task -> run.taskSurvived(task, cause));
        return true;
    }

    private void surviveOrFail(List<RunTask> gone, String cause) {
        if (tolerateLoss(gone)) {
            gone.forEach(task -> run.taskSurvived(task, cause));
        } else {
            run.fail(cause + "; its tasks: " + RunTasks.list(gone));
        }
    }

    private static boolean tolerateLoss(List<RunTask> gone) {
        return gone.stream().allMatch(task -> task.tolerates(FailureTolerance.LOST_EXECUTORS));
    }

    /** The cluster will report on no task any more. */
    void clusterFailed(String message) {
        events.publish(new SchedEvent.Error(message));
        tasks.unfinished().forEach(task -> markEnded(task, TaskState.LOST, message));
        run.fail(message);
    }
}
