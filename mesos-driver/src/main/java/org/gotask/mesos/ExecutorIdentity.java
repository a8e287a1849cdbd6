package org.gotask.mesos;

import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.SlaveID;

/**
 * Who an executor is, and where. Immutable.
 *
 * @param frameworkId the framework it belongs to
 * @param executorId its own id
 * @param agentId the agent that runs it
 */
public record ExecutorIdentity(FrameworkID frameworkId, ExecutorID executorId, SlaveID agentId) {}
