package org.gotask;

/**
 * What became of the run's tasks, executors and agents, as the scheduler function hears of it. Best switched over with
 * patterns. Events of one task come in order.
 */
public sealed interface SchedEvent {

    /** The scheduler is known to the master. */
    record Registered(String frameworkId, String master) implements SchedEvent {}

    /** The scheduler is known again, after a new master was elected or the connection was lost. */
    record Reregistered(String master) implements SchedEvent {}

    /** The master is out of reach; the driver goes on trying. Tasks keep running. */
    record Disconnected() implements SchedEvent {}

    /** A task was handed to an agent. */
    record TaskLaunched(String taskName, String agent) implements SchedEvent {}

    /** A task's function has been started. */
    record TaskRunning(String taskName) implements SchedEvent {}

    /** A task's function has returned. */
    record TaskFinished(String taskName) implements SchedEvent {}

    /** A task's function has thrown, or the task could not be started. */
    record TaskFailed(String taskName, String reason) implements SchedEvent {}

    /** A task was killed. */
    record TaskKilled(String taskName, String reason) implements SchedEvent {}

    /** A task is gone with its agent, or was never started. */
    record TaskLost(String taskName, String reason) implements SchedEvent {}

    /** The master took back an offer before it was used. */
    record OfferRescinded(String offerId) implements SchedEvent {}

    /** An agent is gone, with all that ran on it. */
    record AgentLost(String agent) implements SchedEvent {}

    /** An executor process has ended while the run went on. */
    record ExecutorLost(String executor, String agent, String reason) implements SchedEvent {}

    /** The run is ending before the scheduler function returned; {@code in}, {@code out} and this channel are closed next. */
    record Shutdown(String reason) implements SchedEvent {}

    /** The driver has given up. */
    @SuppressWarnings("AvoidCommonTypeNames") // the name it has in mesosgot; always written SchedEvent.Error
    record Error(String message) implements SchedEvent {}
}
