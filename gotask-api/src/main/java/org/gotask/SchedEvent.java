package org.gotask;

import java.util.Objects;

/**
 * An event of a run, as the scheduler function receives it. Events of one task come in order.
 *
 * <p>Switch over the type and use the accessors. Later versions add events, so the interface is not sealed and a
 * {@code switch} needs a {@code default}. They may also add components at the end of a record and keep the constructor
 * without them, which only record patterns would notice. Only GoTask implements this interface; engines may add events of
 * their own, such as {@link OfferRescinded}, which only Mesos has.
 */
public interface SchedEvent {

    /**
     * The scheduler is known to the master.
     *
     * @param frameworkId the id that the master gave
     * @param master its libprocess address; of a local cluster's, which is secret, the beginning only
     */
    record Registered(String frameworkId, String master) implements SchedEvent {
        /** Refuses null. */
        public Registered {
            Objects.requireNonNull(frameworkId, "frameworkId");
            Objects.requireNonNull(master, "master");
        }
    }

    /**
     * The scheduler is known again, after a new master was elected or the connection was lost.
     *
     * @param master its libprocess address; of a local cluster's, which is secret, the beginning only
     */
    record Reregistered(String master) implements SchedEvent {
        /** Refuses null. */
        public Reregistered {
            Objects.requireNonNull(master, "master");
        }
    }

    /** The master is out of reach; the driver goes on trying. Tasks keep running. */
    record Disconnected() implements SchedEvent {}

    /**
     * A task was handed to an agent.
     *
     * @param taskName names the task
     * @param agent where it will run
     */
    record TaskLaunched(String taskName, Agent agent) implements SchedEvent {
        /** Refuses null. */
        public TaskLaunched {
            Objects.requireNonNull(taskName, "taskName");
            Objects.requireNonNull(agent, "agent");
        }
    }

    /**
     * A task's function has been started.
     *
     * @param taskName names the task
     */
    record TaskRunning(String taskName) implements SchedEvent {
        /** Refuses null. */
        public TaskRunning {
            Objects.requireNonNull(taskName, "taskName");
        }
    }

    /**
     * A task's function has returned.
     *
     * @param taskName names the task
     */
    record TaskFinished(String taskName) implements SchedEvent {
        /** Refuses null. */
        public TaskFinished {
            Objects.requireNonNull(taskName, "taskName");
        }
    }

    /**
     * A task's function has thrown, or the task could not be started.
     *
     * @param taskName names the task
     * @param reason one line that says why; empty if nobody said
     */
    record TaskFailed(String taskName, String reason) implements SchedEvent {
        /** Refuses null. */
        public TaskFailed {
            Objects.requireNonNull(taskName, "taskName");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * A task was killed.
     *
     * @param taskName names the task
     * @param reason one line that says why; empty if nobody said
     */
    record TaskKilled(String taskName, String reason) implements SchedEvent {
        /** Refuses null. */
        public TaskKilled {
            Objects.requireNonNull(taskName, "taskName");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * A task is gone with its agent, or was never started.
     *
     * @param taskName names the task
     * @param reason one line that says why; empty if nobody said
     */
    record TaskLost(String taskName, String reason) implements SchedEvent {
        /** Refuses null. */
        public TaskLost {
            Objects.requireNonNull(taskName, "taskName");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The master took back an offer before it was used. Only Mesos has this event.
     *
     * @param offerId names the offer
     */
    record OfferRescinded(String offerId) implements SchedEvent {
        /** Refuses null. */
        public OfferRescinded {
            Objects.requireNonNull(offerId, "offerId");
        }
    }

    /**
     * An agent is gone, with all that ran on it.
     *
     * @param agent the agent; its id is that of the launches of its tasks
     */
    record AgentLost(Agent agent) implements SchedEvent {
        /** Refuses null. */
        public AgentLost {
            Objects.requireNonNull(agent, "agent");
        }
    }

    /**
     * An executor process has ended while the run went on.
     *
     * @param executor its id within the run
     * @param agent where it ran
     * @param reason how it ended
     */
    record ExecutorLost(String executor, Agent agent, String reason) implements SchedEvent {
        /** Refuses null. */
        public ExecutorLost {
            Objects.requireNonNull(executor, "executor");
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The run is ending before the scheduler function returned; {@code in}, {@code out} and this channel are closed next.
     *
     * @param reason the first cause, in one line
     */
    record Shutdown(String reason) implements SchedEvent {
        /** Refuses null. */
        public Shutdown {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The driver has given up.
     *
     * @param message one line that says why
     */
    @SuppressWarnings("AvoidCommonTypeNames") // the name it has in mesosgot; always written SchedEvent.Error
    record Error(String message) implements SchedEvent {
        /** Refuses null. */
        public Error {
            Objects.requireNonNull(message, "message");
        }
    }
}
