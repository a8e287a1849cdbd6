package org.gotask;

import java.util.Objects;

/**
 * An event of a run, as received by the scheduler function. The events of one task arrive in order.
 *
 * <p>Switch over the type and use the accessors. Later versions add events, so the interface is not sealed and a
 * {@code switch} needs a {@code default}. They may also add components at the end of a record and keep the former
 * constructor; this affects only record patterns. Only GoTask implements this interface. Some events are specific to
 * one engine, such as {@link OfferRescinded} of Mesos.
 */
public interface SchedEvent {

    /**
     * The scheduler has registered with the cluster.
     *
     * @param frameworkId the id that the cluster assigned to the run
     * @param master the address of the cluster's master; for a local cluster, whose address is secret, only its
     *     beginning
     */
    record Registered(String frameworkId, String master) implements SchedEvent {
        /** Rejects null. */
        public Registered {
            Objects.requireNonNull(frameworkId, "frameworkId");
            Objects.requireNonNull(master, "master");
        }
    }

    /**
     * The scheduler has reregistered, after a new master was elected or the connection was lost.
     *
     * @param master the address of the cluster's master; for a local cluster, whose address is secret, only its
     *     beginning
     */
    record Reregistered(String master) implements SchedEvent {
        /** Rejects null. */
        public Reregistered {
            Objects.requireNonNull(master, "master");
        }
    }

    /** The cluster's master is unreachable; GoTask keeps trying to reconnect. Tasks keep running. */
    record Disconnected() implements SchedEvent {}

    /**
     * A task was launched on an agent.
     *
     * @param taskName the name of the task
     * @param agent the agent on which it will run
     */
    record TaskLaunched(String taskName, Agent agent) implements SchedEvent {
        /** Rejects null. */
        public TaskLaunched {
            Objects.requireNonNull(taskName, "taskName");
            Objects.requireNonNull(agent, "agent");
        }
    }

    /**
     * A task's function has been started.
     *
     * @param taskName the name of the task
     */
    record TaskRunning(String taskName) implements SchedEvent {
        /** Rejects null. */
        public TaskRunning {
            Objects.requireNonNull(taskName, "taskName");
        }
    }

    /**
     * A task's function has returned.
     *
     * @param taskName the name of the task
     */
    record TaskFinished(String taskName) implements SchedEvent {
        /** Rejects null. */
        public TaskFinished {
            Objects.requireNonNull(taskName, "taskName");
        }
    }

    /**
     * A task's function has thrown, or the task could not be started.
     *
     * @param taskName the name of the task
     * @param reason the reason in one line; empty if unknown
     */
    record TaskFailed(String taskName, String reason) implements SchedEvent {
        /** Rejects null. */
        public TaskFailed {
            Objects.requireNonNull(taskName, "taskName");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * A task was killed.
     *
     * @param taskName the name of the task
     * @param reason the reason in one line; empty if unknown
     */
    record TaskKilled(String taskName, String reason) implements SchedEvent {
        /** Rejects null. */
        public TaskKilled {
            Objects.requireNonNull(taskName, "taskName");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * A task was lost with its agent, or was never started.
     *
     * @param taskName the name of the task
     * @param reason the reason in one line; empty if unknown
     */
    record TaskLost(String taskName, String reason) implements SchedEvent {
        /** Rejects null. */
        public TaskLost {
            Objects.requireNonNull(taskName, "taskName");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The master rescinded an offer before it was used. Specific to Mesos.
     *
     * @param offerId the id of the offer
     */
    record OfferRescinded(String offerId) implements SchedEvent {
        /** Rejects null. */
        public OfferRescinded {
            Objects.requireNonNull(offerId, "offerId");
        }
    }

    /**
     * An agent was lost, and the tasks that ran on it with it.
     *
     * @param agent the agent; its id is the same as in the launches of its tasks
     */
    record AgentLost(Agent agent) implements SchedEvent {
        /** Rejects null. */
        public AgentLost {
            Objects.requireNonNull(agent, "agent");
        }
    }

    /**
     * An executor process ended during the run.
     *
     * @param executor its id within the run
     * @param agent the agent on which it ran
     * @param reason the way it ended, such as its exit status, in one line
     */
    record ExecutorLost(String executor, Agent agent, String reason) implements SchedEvent {
        /** Rejects null. */
        public ExecutorLost {
            Objects.requireNonNull(executor, "executor");
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The run is ending before the scheduler function returned; {@code in}, {@code out} and this channel are closed
     * next.
     *
     * @param reason the first cause, in one line
     */
    record Shutdown(String reason) implements SchedEvent {
        /** Rejects null. */
        public Shutdown {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The connection to the cluster has failed permanently.
     *
     * @param message the reason in one line
     */
    @SuppressWarnings("AvoidCommonTypeNames") // the name it has in mesosgot; always written SchedEvent.Error
    record Error(String message) implements SchedEvent {
        /** Rejects null. */
        public Error {
            Objects.requireNonNull(message, "message");
        }
    }
}
