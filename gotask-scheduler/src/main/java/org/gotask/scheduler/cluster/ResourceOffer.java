package org.gotask.scheduler.cluster;

import java.util.Objects;
import org.gotask.Resources;

/**
 * Resources that an agent has free and that this scheduler may use.
 *
 * @param offerId names the offer
 * @param agentId names the agent
 * @param host where the agent runs, for people
 * @param resources what is offered
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
