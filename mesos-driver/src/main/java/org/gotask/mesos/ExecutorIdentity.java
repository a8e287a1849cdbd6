package org.gotask.mesos;

import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.SlaveID;

/**
 * The identity of an executor. Immutable.
 *
 * @param frameworkId the id of its framework
 * @param executorId the id of the executor
 * @param agentId the id of the agent that runs it
 */
public record ExecutorIdentity(FrameworkID frameworkId, ExecutorID executorId, SlaveID agentId) {}
