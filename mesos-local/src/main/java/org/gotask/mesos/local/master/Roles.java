package org.gotask.mesos.local.master;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gotask.mesos.local.wire.Capabilities;
import org.gotask.mesos.proto.FrameworkInfo;

/**
 * The roles that frameworks may have. A role has a name such as {@code batch} or {@code dev/web}; {@code *} is the
 * default role. Immutable.
 *
 * @see <a href="https://mesos.apache.org/documentation/latest/roles/">Mesos on roles</a>
 */
public final class Roles {

    private final Set<String> admitted;

    /** @param admitted the names of admitted roles; empty: all */
    Roles(Collection<String> admitted) {
        this.admitted = Set.copyOf(admitted);
    }

    /** The roles of a framework. */
    static List<String> of(FrameworkInfo info) {
        return Capabilities.has(info, FrameworkInfo.Capability.Type.MULTI_ROLE)
                ? info.getRolesList()
                : List.of(info.getRole());
    }

    /** The reason why a framework with these roles is refused; empty if it is admitted. */
    Optional<String> problem(FrameworkInfo info) {
        boolean multiRole = Capabilities.has(info, FrameworkInfo.Capability.Type.MULTI_ROLE);
        if (!multiRole && info.getRolesCount() > 0) {
            return Optional.of("'FrameworkInfo.roles' must not be set without the MULTI_ROLE capability");
        }
        if (multiRole && info.hasRole()) {
            return Optional.of("'FrameworkInfo.role' must not be set with the MULTI_ROLE capability");
        }
        List<String> roles = of(info);
        Optional<String> malformed =
                roles.stream().flatMap(r -> malformed(r).stream()).findFirst();
        if (malformed.isPresent()) {
            return malformed;
        }
        if (roles.stream().distinct().count() < roles.size()) {
            return Optional.of("'FrameworkInfo.roles' contains a role twice");
        }
        String unknown = roles.stream()
                .filter(role -> !admitted.isEmpty() && !role.equals("*") && !admitted.contains(role))
                .collect(Collectors.joining(", "));
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("Roles { " + unknown + " } are not present in the master's --roles");
    }

    /** The error in the name of a role; empty if it is valid. */
    public static Optional<String> malformed(String role) {
        if (role.equals("*")) {
            return Optional.empty();
        }
        for (String part : role.split("/", -1)) {
            boolean bad = part.isEmpty()
                    || part.equals(".")
                    || part.equals("..")
                    || part.equals("*")
                    || part.startsWith("-")
                    || part.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c) || c == '\\');
            if (bad) {
                return Optional.of("Role '" + role + "' is invalid");
            }
        }
        return Optional.empty();
    }
}
