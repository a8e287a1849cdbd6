package org.gotask.scheduler.cluster;

import java.util.Objects;
import org.gotask.Resources;

/**
 * An offer of free resources of one agent.
 *
 * @param offerId the id of the offer
 * @param agentId the id of the agent
 * @param host the host of the agent, for people
 * @param resources the resources offered
 */
public record ResourceOffer(String offerId, String agentId, String host, Resources resources) {

    /** Refuses null. */
    public ResourceOffer {
        Objects.requireNonNull(offerId, "offerId");
        Objects.requireNonNull(agentId, "agentId");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(resources, "resources");
    }
}
