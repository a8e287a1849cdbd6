package org.gotask.mesos.local.agent;

import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.local.wire.TaskStates;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.text.ForeignText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles the messages of executors: registrations and status updates. Confined to the agent's thread. */
final class ExecutorReports {

    private static final Logger log = LoggerFactory.getLogger(ExecutorReports.class);
    private static final RateLimitedLogger foreign = new RateLimitedLogger(ExecutorReports.class.getName());

    private final AgentContext agent;
    private final AgentFrameworks frameworks;
    private final UpdateStreams streams;
    private final ExecutorSupervisor supervisor;

    ExecutorReports(
            AgentContext agent, AgentFrameworks frameworks, UpdateStreams streams, ExecutorSupervisor supervisor) {
        this.agent = agent;
        this.frameworks = frameworks;
        this.streams = streams;
        this.supervisor = supervisor;
    }

    /** Registers an executor; an unknown one is shut down. */
    void registered(Upid from, RegisterExecutorMessage message) {
        frameworks
                .find(message.getFrameworkId(), message.getExecutorId())
                .ifPresentOrElse(executor -> supervisor.registered(executor, from), () -> {
                    foreign.warn(
                            "unknown executor",
                            "agent " + agent.self + ": unknown executor refused: executor="
                                    + message.getExecutorId().getValue() + ", from=" + from);
                    agent.tell(from, ShutdownExecutorMessage.getDefaultInstance());
                });
    }

    /** Takes over a status update and acknowledges it; an invalid one is ignored. */
    void updated(Upid from, StatusUpdateMessage message) {
        StatusUpdate update = message.getUpdate();
        frameworks
                .find(update.getFrameworkId(), update.getExecutorId())
                .ifPresentOrElse(
                        executor -> updated(executor, from, message),
                        () -> ignore(update, from, "its executor is unknown"));
    }

    private void updated(ExecutorInstance executor, Upid from, StatusUpdateMessage message) {
        StatusUpdate update = message.getUpdate();
        Optional<String> problem = problem(update);
        if (problem.isPresent()) {
            ignore(update, from, problem.get());
            return;
        }
        if (update.getStatus().getState() == TaskState.TASK_STAGING) {
            foreign.warn(
                    "staging",
                    "agent " + agent.self + ": executor " + executor.id() + " reports TASK_STAGING and is shut down");
            supervisor.shutdown(executor);
            return;
        }
        take(executor, update);
        agent.tell(
                Upid.find(message.getPid()).orElse(from),
                StatusUpdateAcknowledgementMessage.newBuilder()
                        .setSlaveId(agent.id())
                        .setFrameworkId(update.getFrameworkId())
                        .setTaskId(update.getStatus().getTaskId())
                        .setUuid(update.getUuid())
                        .build());
    }

    private void ignore(StatusUpdate update, Upid from, String problem) {
        foreign.warn(
                "update",
                "agent " + agent.self + ": status update ignored: task="
                        + update.getStatus().getTaskId().getValue() + ", from=" + from + ", " + problem);
    }

    private void take(ExecutorInstance executor, StatusUpdate update) {
        String taskId = update.getStatus().getTaskId().getValue();
        if (executor.framework.isTerminating()) {
            log.debug("status update of a framework that is being shut down: task={}", ForeignText.line(taskId));
        } else if (executor.launched().containsKey(taskId) || executor.ended().containsKey(taskId)) {
            streams.add(new StatusUpdateFactory(agent.id(), agent.self).byExecutor(executor, update));
        } else {
            foreign.warn(
                    "task",
                    "agent " + agent.self + ": status update of a task that is not its executor's: task=" + taskId);
        }
        if (TaskStates.isTerminal(update.getStatus().getState())) {
            executor.taskEnded(taskId);
        }
    }

    private Optional<String> problem(StatusUpdate update) {
        if (!Ids.isUuid(update.getUuid())) {
            return Optional.of("its UUID is invalid");
        }
        boolean elsewhere = !update.getSlaveId().equals(agent.id())
                || (update.getStatus().hasSlaveId()
                        && !update.getStatus().getSlaveId().equals(agent.id()));
        return elsewhere ? Optional.of("it names another agent") : Optional.empty();
    }
}
