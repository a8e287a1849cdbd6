package org.gotask.mesos.local.master;

import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.proto.OfferID;

/**
 * Resources of an agent that are offered to a framework and to nobody else until it answers.
 *
 * @param id given by the master
 * @param framework whose it is
 * @param agent where they are
 * @param role for which they are offered
 * @param resources all that was free
 * @param madeNanos when, by {@link System#nanoTime}
 */
record OfferEntry(
        OfferID id, FrameworkEntry framework, AgentEntry agent, String role, ResourceSet resources, long madeNanos) {}
