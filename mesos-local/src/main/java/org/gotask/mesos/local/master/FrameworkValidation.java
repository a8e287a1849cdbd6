package org.gotask.mesos.local.master;

import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.wire.Ids;
import org.gotask.mesos.proto.FrameworkInfo;

/**
 * The checks of a {@code FrameworkInfo} before a framework is registered or updated, with Mesos's error messages where
 * clients may know them. Confined to the master's thread.
 */
final class FrameworkValidation {

    static final String PRINCIPAL_CHANGED = "Changing framework's principal is not allowed.";

    private static final double MAX_SECONDS = Long.MAX_VALUE / 1e9;

    private final MasterState state;
    private final Authenticator authenticator;
    private final Roles roles;

    FrameworkValidation(MasterState state, Authenticator authenticator) {
        this.state = state;
        this.authenticator = authenticator;
        this.roles = new Roles(state.config.roles());
    }

    /** The reason why a framework at this address cannot be registered; empty if it can. */
    Optional<String> problem(Upid from, FrameworkInfo info) {
        Optional<String> claimed = info.hasPrincipal() ? Optional.of(info.getPrincipal()) : Optional.empty();
        return problem(info).or(() -> authenticator.problem(from, claimed));
    }

    /** The reason why a registered framework cannot have this new description; empty if it can. */
    Optional<String> problemOfUpdate(FrameworkEntry framework, FrameworkInfo info) {
        if (!info.getPrincipal().equals(framework.info().getPrincipal())) {
            return Optional.of(PRINCIPAL_CHANGED);
        }
        return state.admission.problem(info).or(() -> problem(info));
    }

    /** Whether a scheduler's principal differs from that of the framework, as described or as authenticated. */
    boolean changesPrincipal(FrameworkEntry known, Upid from, FrameworkInfo info) {
        if (known.info().hasPrincipal() && !known.info().getPrincipal().equals(info.getPrincipal())) {
            return true;
        }
        return known.principal().isPresent() && !known.principal().equals(authenticator.principal(from));
    }

    /** The reason why a description is invalid for any sender; empty if it is valid. */
    Optional<String> problem(FrameworkInfo info) {
        double seconds = info.getFailoverTimeout();
        if (!(Math.abs(seconds) < MAX_SECONDS)) {
            return Optional.of("The framework failover_timeout (" + seconds + ") is invalid");
        }
        if (info.hasId()
                && !info.getId().getValue().isEmpty()
                && !Ids.isWellFormed(info.getId().getValue())) {
            return Optional.of("The framework id is malformed: it has to be the name of a file");
        }
        return roles.problem(info);
    }
}
