package org.gotask.mesos.local.master;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gotask.mesos.auth.Credential;

/**
 * The credentials that a master accepts, and the peers that must authenticate.
 *
 * @param credentials by principal
 * @param frameworksMust whether frameworks must authenticate
 * @param agentsMust whether agents must authenticate
 */
public record AuthenticationPolicy(Map<String, Credential> credentials, boolean frameworksMust, boolean agentsMust) {

    /** Copies. */
    public AuthenticationPolicy {
        credentials = Map.copyOf(credentials);
    }

    /** A policy with these credentials, each principal once. */
    public static AuthenticationPolicy of(
            Collection<Credential> credentials, boolean frameworksMust, boolean agentsMust) {
        return new AuthenticationPolicy(
                credentials.stream().collect(Collectors.toMap(Credential::principal, Function.identity())),
                frameworksMust,
                agentsMust);
    }

    Optional<Credential> credential(String principal) {
        return Optional.ofNullable(credentials.get(principal));
    }
}
