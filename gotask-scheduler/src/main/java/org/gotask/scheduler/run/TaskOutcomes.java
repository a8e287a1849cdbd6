package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.gotask.Agent;
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
    private final Map<ExecutorAddress, String> lostExecutors = new HashMap<>();

    TaskOutcomes(RunTasks tasks, RunLoop loop, EventStream events, RunControl run) {
        this.tasks = tasks;
        this.loop = loop;
        this.events = events;
        this.run = run;
    }

    /** Applies a report on a task; reports after its end are ignored. */
    void updated(TaskUpdate update) {
        tasks.find(update.taskName()).filter(task -> !task.hasEnded()).ifPresent(task -> updated(task, update));
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
            case FINISHED -> {
                markEnded(task, TaskState.FINISHED, "the task has ended");
                events.publish(new SchedEvent.TaskFinished(task.name()));
                run.taskEnded(task);
            }
            case FAILED -> {
                events.publish(new SchedEvent.TaskFailed(task.name(), update.reason()));
                failed(task, TaskState.FAILED, "failed", update.reason());
            }
            case KILLED -> {
                events.publish(new SchedEvent.TaskKilled(task.name(), update.reason()));
                failed(task, TaskState.KILLED, "was killed", update.reason());
            }
            case LOST -> {
                events.publish(new SchedEvent.TaskLost(task.name(), update.reason()));
                failed(task, TaskState.LOST, "was lost", update.reason());
            }
        }
    }

    private void failed(RunTask task, TaskState state, String what, String reason) {
        markEnded(task, state, "the task " + what);
        boolean requested =
                state == TaskState.KILLED && run.phase() == RunPhase.FINISHING && !task.executorSignalsEnd();
        if (requested) {
            run.taskEnded(task);
        } else {
            run.fail(task.executor()
                    .map(lostExecutors::get)
                    .orElseGet(() -> task.describe() + " " + what)
                    .concat(reason.isEmpty() ? "" : ": " + reason));
        }
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
        String cause = "executor " + executor + " was lost: " + reason;
        lostExecutors.put(executor, cause);
        loop.after(LAST_REPORTS, () -> lost(task -> task.runsOn(executor), cause));
    }

    /** The agent is gone, and with it its unfinished tasks. */
    void agentLost(String agentId) {
        events.publish(new SchedEvent.AgentLost(agent(agentId)));
        lost(task -> task.runsOnAgent(agentId), "agent " + agentId + " was lost");
    }

    /** The agent with its host, which is known only if tasks were launched there. */
    private Agent agent(String agentId) {
        return tasks.all().stream()
                .flatMap(task -> task.agent().stream())
                .filter(agent -> agent.id().equals(agentId))
                .findFirst()
                .orElseGet(() -> new Agent(agentId, ""));
    }

    /** The end of an executor after the end of its tasks is not a failure. */
    private void lost(Predicate<RunTask> affected, String cause) {
        List<RunTask> gone = tasks.unfinished().stream().filter(affected).toList();
        if (gone.isEmpty()) {
            return;
        }
        gone.forEach(task -> {
            markEnded(task, TaskState.LOST, cause);
            events.publish(new SchedEvent.TaskLost(task.name(), cause));
        });
        run.fail(cause);
    }

    /** The cluster will report on no task any more. */
    void clusterFailed(String message) {
        events.publish(new SchedEvent.Error(message));
        tasks.unfinished().forEach(task -> markEnded(task, TaskState.LOST, message));
        run.fail(message);
    }
}
