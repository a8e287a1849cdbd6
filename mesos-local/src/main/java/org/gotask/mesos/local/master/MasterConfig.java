package org.gotask.mesos.local.master;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.gotask.mesos.local.actor.ProcessName;

/**
 * The configuration of a master.
 *
 * @param host the numeric address to bind and publish
 * @param port the port; 0 for any free one
 * @param name the name of its process
 * @param timings intervals and time limits
 * @param roles the roles of admitted frameworks, in addition to {@code *}; empty: all
 * @param offerTimeout the time after which an unanswered offer is rescinded; empty: never
 * @param authentication credentials and requirements
 * @param election the election with other masters; empty: this is the only one
 */
public record MasterConfig(
        String host,
        int port,
        ProcessName name,
        MasterTimings timings,
        Set<String> roles,
        Optional<Duration> offerTimeout,
        AuthenticationPolicy authentication,
        Optional<String> election) {

    /** Copies. */
    public MasterConfig {
        roles = Set.copyOf(roles);
    }
}
