package org.gotask.mesos.local.master;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gotask.mesos.local.wire.Capabilities;
import org.gotask.mesos.proto.FrameworkInfo;

/**
 * Which roles frameworks may have. Roles have names such as {@code batch} or {@code dev/web}; {@code *} is the one of all
 * that name none. Immutable.
 *
 * @see <a href="https://mesos.apache.org/documentation/latest/roles/">Mesos on roles</a>
 */
public final class Roles {

    private final Set<String> admitted;

    /** @param admitted by name; empty: all are */
    Roles(Collection<String> admitted) {
        this.admitted = Set.copyOf(admitted);
    }

    /** What a framework may be offered resources for. */
    static List<String> of(FrameworkInfo info) {
        return Capabilities.has(info, FrameworkInfo.Capability.Type.MULTI_ROLE)
                ? info.getRolesList()
                : List.of(info.getRole());
    }

    /** Why a framework with these roles is not admitted; empty if it is. */
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
        String strangers = roles.stream()
                .filter(role -> !admitted.isEmpty() && !role.equals("*") && !admitted.contains(role))
                .collect(Collectors.joining(", "));
        return strangers.isEmpty()
                ? Optional.empty()
                : Optional.of("Roles { " + strangers + " } are not present in the master's --roles");
    }

    /** What is wrong with a role's name; empty if nothing is. */
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
