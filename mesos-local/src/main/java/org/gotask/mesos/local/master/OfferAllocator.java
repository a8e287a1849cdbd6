package org.gotask.mesos.local.master;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.proto.Address;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.Filters;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.URL;
import org.gotask.mesos.proto.internal.RescindResourceOfferMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;

/**
 * Allocates and records offers. All free resources of an agent form one offer, to the framework with the smallest
 * dominant share, and among equals to the one with the fewest offers so far; all offers of a round to one framework are
 * sent in one message. Confined to the master's thread.
 */
final class OfferAllocator {

    private static final long MIN_CPUS = 10; // thousandths
    private static final long MIN_MEM = 32_000; // thousandths of MiB

    private final MasterState state;
    private boolean open;

    OfferAllocator(MasterState state) {
        this.state = state;
    }

    /** Begins to make offers. */
    void open() {
        open = true;
        allocate();
    }

    /** Makes one round of offers: of all free resources that no filter excludes. */
    void allocate() {
        if (!open) {
            return;
        }
        long now = System.nanoTime();
        var round = new LinkedHashMap<FrameworkEntry, List<OfferEntry>>();
        for (AgentEntry agent : state.agents.values()) {
            ResourceSet free = agent.free();
            if (free.scalar("cpus") >= MIN_CPUS || free.scalar("mem") >= MIN_MEM) {
                neediest(agent, free, now).ifPresent(framework -> {
                    String role = framework.roleFor(agent.id(), free, now).orElseThrow();
                    var offer = new OfferEntry(state.newOfferId(), framework, agent, role, free, now);
                    agent.allocate(framework, free);
                    framework.offersMade++;
                    state.offers.put(offer.id().getValue(), offer);
                    round.computeIfAbsent(framework, unused -> new ArrayList<>())
                            .add(offer);
                });
            }
        }
        round.forEach((framework, offers) -> {
            var message = ResourceOffersMessage.newBuilder();
            for (OfferEntry offer : offers) {
                message.addOffers(wire(offer)).addPids(offer.agent().pid.wire());
            }
            state.tell(framework, message.build());
        });
    }

    /** The offers with these ids; empty unless all exist and belong to this framework, one agent and one role. */
    Optional<List<OfferEntry>> find(FrameworkEntry framework, Collection<OfferID> ids) {
        List<OfferEntry> found = known(framework, ids);
        boolean complete = !ids.isEmpty() && found.size() == ids.size();
        boolean together = found.stream()
                        .map(offer -> offer.agent().id() + " " + offer.role())
                        .distinct()
                        .count()
                <= 1;
        return complete && together ? Optional.of(found) : Optional.empty();
    }

    /** The existing offers of this framework among these ids, each once. */
    List<OfferEntry> known(FrameworkEntry framework, Collection<OfferID> ids) {
        return ids.stream()
                .distinct()
                .flatMap(id -> Optional.ofNullable(state.offers.get(id.getValue())).stream())
                .filter(offer -> offer.framework() == framework)
                .toList();
    }

    /** Removes an offer whose resources remain allocated to the framework. */
    void close(OfferEntry offer) {
        state.offers.remove(offer.id().getValue());
    }

    /** Removes an offer and releases its resources. */
    void giveBack(OfferEntry offer) {
        close(offer);
        offer.agent().release(offer.framework(), offer.resources());
    }

    /** Keeps resources from being offered to a framework again for the duration of the filter. */
    void addFilter(FrameworkEntry framework, AgentEntry agent, String role, ResourceSet resources, Filters filters) {
        framework.filters.add(
                agent.id(),
                role,
                resources,
                filters,
                state.timings.allocationInterval().toNanos(),
                System.nanoTime());
    }

    /** Declines offers; ignores those that no longer exist. */
    void decline(FrameworkEntry framework, Collection<OfferID> ids, Filters filters) {
        for (OfferEntry offer : known(framework, ids)) {
            giveBack(offer);
            addFilter(framework, offer.agent(), offer.role(), offer.resources(), filters);
        }
    }

    /** Rescinds offers and notifies their frameworks. */
    void rescind(Predicate<OfferEntry> which) {
        for (OfferEntry offer : List.copyOf(state.offers.values())) {
            if (which.test(offer)) {
                giveBack(offer);
                state.tell(
                        offer.framework(),
                        RescindResourceOfferMessage.newBuilder()
                                .setOfferId(offer.id())
                                .build());
            }
        }
    }

    /** Rescinds the offers that are unanswered after the offer time-out. */
    void rescindOverdue() {
        long now = System.nanoTime();
        state.config.offerTimeout().ifPresent(limit -> rescind(offer -> now - offer.madeNanos() >= limit.toNanos()));
    }

    /** Removes the offers of a framework without notifying it. */
    void discard(FrameworkEntry framework) {
        for (OfferEntry offer : List.copyOf(state.offers.values())) {
            if (offer.framework() == framework) {
                giveBack(offer);
            }
        }
    }

    private Optional<FrameworkEntry> neediest(AgentEntry agent, ResourceSet free, long now) {
        return state.frameworks.values().stream()
                .filter(framework -> framework.roleFor(agent.id(), free, now).isPresent())
                .min(Comparator.comparingDouble(this::dominantShare)
                        .thenComparingLong(framework -> framework.offersMade));
    }

    private double dominantShare(FrameworkEntry framework) {
        ResourceSet used = ResourceSet.NONE;
        ResourceSet total = ResourceSet.NONE;
        for (AgentEntry agent : state.agents.values()) {
            used = used.plus(agent.allocated(framework));
            total = total.plus(agent.total);
        }
        double share = 0;
        for (Map.Entry<String, Long> scalar : used.scalars().entrySet()) {
            share = Math.max(share, (double) scalar.getValue() / Math.max(1, total.scalar(scalar.getKey())));
        }
        return share;
    }

    private Offer wire(OfferEntry offer) {
        AgentEntry agent = offer.agent();
        FrameworkEntry framework = offer.framework();
        boolean multiRole = framework.has(FrameworkInfo.Capability.Type.MULTI_ROLE);
        Offer.Builder wire = Offer.newBuilder()
                .setId(offer.id())
                .setFrameworkId(framework.info().getId())
                .setSlaveId(agent.info.getId())
                .setHostname(agent.info.getHostname())
                .addAllAttributes(agent.info.getAttributesList())
                .setUrl(URL.newBuilder()
                        .setScheme("http")
                        .setAddress(Address.newBuilder()
                                .setHostname(agent.info.getHostname())
                                .setIp(agent.pid.host())
                                .setPort(agent.pid.port()))
                        .setPath("/" + agent.pid.id()));
        for (Resource resource : offer.resources().toWire()) {
            Resource.Builder offered = resource.toBuilder();
            if (multiRole) {
                offered.getAllocationInfoBuilder().setRole(offer.role());
            }
            if (!framework.has(FrameworkInfo.Capability.Type.RESERVATION_REFINEMENT)) {
                offered.setRole("*");
            }
            wire.addResources(offered);
        }
        if (multiRole) {
            wire.getAllocationInfoBuilder().setRole(offer.role());
        }
        framework.executors.keySet().stream()
                .filter(key -> key.agent().equals(agent.id()))
                .forEach(key -> wire.addExecutorIds(ExecutorID.newBuilder().setValue(key.executor())));
        return wire.build();
    }
}
