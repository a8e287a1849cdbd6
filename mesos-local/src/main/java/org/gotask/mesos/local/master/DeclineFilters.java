package org.gotask.mesos.local.master;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.local.common.ResourceSet;
import org.gotask.mesos.proto.Filters;

/**
 * What a framework has refused and does not want to be offered again for a while. More than was refused may be offered.
 * Confined to the master's thread.
 */
final class DeclineFilters {

    private static final double DEFAULT_SECONDS = 5;
    private static final double MAX_SECONDS = TimeUnit.DAYS.toSeconds(365);

    private static final int MAX_REFUSALS = 1000;

    private final List<Refusal> refusals = new ArrayList<>();

    private record Refusal(String agent, String role, ResourceSet resources, long untilNanos) {

        /** Whether another one refuses nothing that this one does not. */
        boolean covers(Refusal other) {
            return agent.equals(other.agent)
                    && role.equals(other.role)
                    && resources.contains(other.resources)
                    && untilNanos - other.untilNanos >= 0;
        }
    }

    /** Notes a refusal; one of 0 seconds is none. */
    void add(String agent, String role, ResourceSet resources, Filters filters, long minNanos, long nowNanos) {
        double seconds = filters.getRefuseSeconds();
        if (seconds == 0) {
            return;
        }
        double valid = seconds > 0 ? Math.min(seconds, MAX_SECONDS) : DEFAULT_SECONDS;
        long nanos = Math.max(minNanos, (long) (valid * TimeUnit.SECONDS.toNanos(1)));
        var refusal = new Refusal(agent, role, resources, nowNanos + nanos);
        refusals.removeIf(refusal::covers);
        if (refusals.size() >= MAX_REFUSALS) {
            refusals.removeFirst();
        }
        refusals.add(refusal);
    }

    boolean refuses(String agent, String role, ResourceSet resources, long nowNanos) {
        refusals.removeIf(refusal -> nowNanos - refusal.untilNanos >= 0);
        return refusals.stream()
                .anyMatch(refusal -> refusal.agent.equals(agent)
                        && refusal.role.equals(role)
                        && refusal.resources.contains(resources));
    }

    /** Forgets the refusals of these roles, or all if there are none given. */
    void clear(Collection<String> roles) {
        refusals.removeIf(refusal -> roles.isEmpty() || roles.contains(refusal.role));
    }

    void clearAgent(String agent) {
        refusals.removeIf(refusal -> refusal.agent.equals(agent));
    }
}
