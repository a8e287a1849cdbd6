package org.gotask.mesos.local.master;

import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.proto.OfferID;

/**
 * Resources of an agent that are offered to one framework until it answers.
 *
 * @param id the offer's id
 * @param framework the framework
 * @param agent the agent
 * @param role the role for which the resources are offered
 * @param resources the offered resources
 * @param madeNanos the time of the offer, by {@link System#nanoTime}
 */
record OfferEntry(
        OfferID id, FrameworkEntry framework, AgentEntry agent, String role, ResourceSet resources, long madeNanos) {}
