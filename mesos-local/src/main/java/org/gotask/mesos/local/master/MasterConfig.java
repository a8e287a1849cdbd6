package org.gotask.mesos.local.master;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.gotask.mesos.local.actor.ProcessName;

/**
 * What makes a master.
 *
 * @param host the numeric address to bind and publish
 * @param port 0 for any free one
 * @param name of its process
 * @param timings how long it waits
 * @param roles of frameworks that are admitted; empty: all are
 * @param offerTimeout after this an offer without an answer is taken back; empty: never
 * @param authentication who is believed
 * @param election where it stands with other masters; empty: it is the only one
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
