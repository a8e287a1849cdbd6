package org.gotask.mesos.local.agent;

import java.util.Optional;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.local.actor.ProcessName;
import org.gotask.mesos.local.faults.FaultRates;
import org.gotask.mesos.local.wire.ResourceSet;

/**
 * What makes an agent.
 *
 * @param host the numeric address to bind and publish
 * @param number tells it from the others of its cluster, from 0
 * @param name of its process
 * @param resources all it has
 * @param timings how long it waits
 * @param credential what it authenticates with; empty: it does not
 * @param faults what it does to framework messages on purpose
 */
public record AgentConfig(
        String host,
        int number,
        ProcessName name,
        ResourceSet resources,
        AgentTimings timings,
        Optional<Credential> credential,
        FaultRates faults) {}
