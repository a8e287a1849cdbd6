package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.gotask.Agent;
import org.gotask.SchedEvent;
import org.gotask.scheduler.cluster.ExecutorAddress;
import org.gotask.scheduler.cluster.TaskState;
import org.gotask.scheduler.cluster.TaskUpdate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of the tasks, as the cluster tells of them, their executors and their agents: enters it, publishes it as
 * events, and tells the run whether it is an end as it should be or the cause of a failure. Confined to the run's thread.
 */
final class TaskFates {

    private static final Logger log = LoggerFactory.getLogger(TaskFates.class);

    /** How long to wait for the word of a task about why its executor ended, which knows more than the exit status. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** What the run makes of it. */
    interface Listener {

        /** The task has returned, or was killed where no other end could be asked of it. */
        void ended(TaskEntry entry);

        /** A task has failed or is gone, for this cause. */
        void failed(String cause);
    }

    private final TaskTable tasks;
    private final RunLoop loop;
    private final EventStream events;
    private final Supplier<RunPhase> phase;
    private final Listener run;
    private final Map<ExecutorAddress, String> lostExecutors = new HashMap<>();

    /** @param phase of the run, which decides what an end means */
    TaskFates(TaskTable tasks, RunLoop loop, EventStream events, Supplier<RunPhase> phase, Listener run) {
        this.tasks = tasks;
        this.loop = loop;
        this.events = events;
        this.phase = phase;
        this.run = run;
    }

    /** The cluster tells a task's state; what comes after its end is ignored. */
    void updated(TaskUpdate update) {
        tasks.find(update.taskName()).filter(entry -> !entry.hasEnded()).ifPresent(entry -> updated(entry, update));
    }

    private void updated(TaskEntry entry, TaskUpdate update) {
        switch (update.state()) {
            case STARTING -> log.debug("{} is starting", entry.describe());
            case RUNNING -> {
                if (entry.state() != TaskState.RUNNING) {
                    entry.running(update.data());
                    events.publish(new SchedEvent.TaskRunning(entry.name()));
                }
            }
            case FINISHED -> {
                markEnded(entry, TaskState.FINISHED, "the task has ended");
                events.publish(new SchedEvent.TaskFinished(entry.name()));
                run.ended(entry);
            }
            case FAILED -> {
                events.publish(new SchedEvent.TaskFailed(entry.name(), update.reason()));
                failed(entry, TaskState.FAILED, "failed", update.reason());
            }
            case KILLED -> {
                events.publish(new SchedEvent.TaskKilled(entry.name(), update.reason()));
                failed(entry, TaskState.KILLED, "was killed", update.reason());
            }
            case LOST -> {
                events.publish(new SchedEvent.TaskLost(entry.name(), update.reason()));
                failed(entry, TaskState.LOST, "was lost", update.reason());
            }
        }
    }

    private void failed(TaskEntry entry, TaskState state, String what, String reason) {
        markEnded(entry, state, "the task " + what);
        boolean askedFor =
                state == TaskState.KILLED && phase.get() == RunPhase.FINISHING && !entry.executorSignalsEnd();
        if (askedFor) {
            run.ended(entry);
        } else {
            run.failed(entry.executor()
                    .map(lostExecutors::get)
                    .orElseGet(() -> entry.describe() + " " + what)
                    .concat(reason.isEmpty() ? "" : ": " + reason));
        }
    }

    private void markEnded(TaskEntry entry, TaskState state, String reason) {
        int undelivered = entry.outbox().size();
        if (undelivered > 0 && phase.get() != RunPhase.FAILING) {
            log.warn("messages were not delivered, for {}: task={}, messages={}", reason, entry.name(), undelivered);
        }
        entry.ended(state, reason);
    }

    /** An executor process has ended; those of its tasks that have not are lost, unless they say better why. */
    void executorLost(ExecutorAddress executor, String reason) {
        events.publish(new SchedEvent.ExecutorLost(executor.executorId(), agent(executor.agentId()), reason));
        String cause = "executor " + executor + " was lost: " + reason;
        lostExecutors.put(executor, cause);
        loop.after(LAST_WORDS, () -> lost(entry -> entry.runsOn(executor), cause));
    }

    /** An agent is gone, and with it those of its tasks that have not ended. */
    void agentLost(String agentId) {
        events.publish(new SchedEvent.AgentLost(agent(agentId)));
        lost(entry -> entry.runsOnAgent(agentId), "agent " + agentId + " was lost");
    }

    /** The agent with the host that tasks were launched on; of others only the id is known. */
    private Agent agent(String agentId) {
        return tasks.all().stream()
                .flatMap(entry -> entry.agent().stream())
                .filter(agent -> agent.id().equals(agentId))
                .findFirst()
                .orElseGet(() -> new Agent(agentId, ""));
    }

    /** An executor that goes after its tasks have ended is no loss. */
    private void lost(Predicate<TaskEntry> affected, String cause) {
        List<TaskEntry> gone = tasks.unfinished().stream().filter(affected).toList();
        if (gone.isEmpty()) {
            return;
        }
        gone.forEach(entry -> {
            markEnded(entry, TaskState.LOST, cause);
            events.publish(new SchedEvent.TaskLost(entry.name(), cause));
        });
        run.failed(cause);
    }

    /** Nothing more will be heard of any task. */
    void clusterFailed(String message) {
        events.publish(new SchedEvent.Error(message));
        tasks.unfinished().forEach(entry -> markEnded(entry, TaskState.LOST, message));
        run.failed(message);
    }
}
