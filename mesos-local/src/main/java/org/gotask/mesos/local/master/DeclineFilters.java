package org.gotask.mesos.local.master;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.proto.Filters;

/**
 * The filters of a framework's declined offers: resources that are not offered to it again for a while, unless together
 * with more. Confined to the master's thread.
 */
final class DeclineFilters {

    private static final double DEFAULT_REFUSE_SECONDS = 5;
    private static final double MAX_REFUSE_SECONDS = TimeUnit.DAYS.toSeconds(365);

    private static final int MAX_FILTERS = 1000;

    private final List<DeclineFilter> filters = new ArrayList<>();

    private record DeclineFilter(String agent, String role, ResourceSet resources, long untilNanos) {

        /** Whether this filter makes the other one redundant. */
        boolean covers(DeclineFilter other) {
            return agent.equals(other.agent)
                    && role.equals(other.role)
                    && resources.contains(other.resources)
                    && untilNanos - other.untilNanos >= 0;
        }
    }

    /**
     * Adds a filter, unless its {@code refuse_seconds} are 0.
     *
     * @param minRefuseForNanos the shortest duration of a filter
     */
    void add(
            String agent,
            String role,
            ResourceSet resources,
            Filters requested,
            long minRefuseForNanos,
            long nowNanos) {
        double refuseSeconds = requested.getRefuseSeconds();
        if (refuseSeconds == 0) {
            return;
        }
        double valid = refuseSeconds > 0 ? Math.min(refuseSeconds, MAX_REFUSE_SECONDS) : DEFAULT_REFUSE_SECONDS;
        long refuseForNanos = Math.max(minRefuseForNanos, (long) (valid * TimeUnit.SECONDS.toNanos(1)));
        var added = new DeclineFilter(agent, role, resources, nowNanos + refuseForNanos);
        filters.removeIf(added::covers);
        if (filters.size() >= MAX_FILTERS) {
            filters.removeFirst();
        }
        filters.add(added);
    }

    /** Whether a filter excludes the resources; removes expired filters. */
    boolean refuses(String agent, String role, ResourceSet resources, long nowNanos) {
        filters.removeIf(filter -> nowNanos - filter.untilNanos >= 0);
        return filters.stream()
                .anyMatch(filter ->
                        filter.agent.equals(agent) && filter.role.equals(role) && filter.resources.contains(resources));
    }

    /** Removes the filters of these roles; all filters if no role is given. */
    void clear(Collection<String> roles) {
        filters.removeIf(filter -> roles.isEmpty() || roles.contains(filter.role));
    }

    /** Removes the filters of an agent. */
    void clearAgent(String agent) {
        filters.removeIf(filter -> filter.agent.equals(agent));
    }
}
