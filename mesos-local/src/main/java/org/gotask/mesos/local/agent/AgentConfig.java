package org.gotask.mesos.local.agent;

import java.util.Optional;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.local.actor.ProcessName;
import org.gotask.mesos.local.faults.FaultRates;
import org.gotask.mesos.local.wire.ResourceSet;

/**
 * The configuration of an agent.
 *
 * @param host the numeric address to bind and publish
 * @param number the number of the agent in its cluster, from 0
 * @param name the name of its process
 * @param resources the total resources
 * @param timings intervals and time limits
 * @param credential the credential for authentication with the master; empty: none
 * @param faults the faults injected into framework messages
 */
public record AgentConfig(
        String host,
        int number,
        ProcessName name,
        ResourceSet resources,
        AgentTimings timings,
        Optional<Credential> credential,
        FaultRates faults) {}
