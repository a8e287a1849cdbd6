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
 * Who is offered what. All that is free on an agent goes into one offer, to the framework that has the smallest share of
 * what it has most of, and of equals to the one that got fewer offers so far; all offers of a round to one framework travel
 * in one message. Confined to the master's thread.
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

    /** One round: offers what is free and not refused. */
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

    /** Offers by their ids, if they are all there, of this framework, of one agent and one role. */
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

    /** Those of the offers that are there and of this framework, each once. */
    List<OfferEntry> known(FrameworkEntry framework, Collection<OfferID> ids) {
        return ids.stream()
                .distinct()
                .flatMap(id -> Optional.ofNullable(state.offers.get(id.getValue())).stream())
                .filter(offer -> offer.framework() == framework)
                .toList();
    }

    /** Ends an offer whose resources stay with the framework. */
    void close(OfferEntry offer) {
        state.offers.remove(offer.id().getValue());
    }

    /** Ends an offer whose resources are free again. */
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

    /** The framework does not want these offers; those that are gone already are ignored. */
    void decline(FrameworkEntry framework, Collection<OfferID> ids, Filters filters) {
        for (OfferEntry offer : known(framework, ids)) {
            giveBack(offer);
            addFilter(framework, offer.agent(), offer.role(), offer.resources(), filters);
        }
    }

    /** Takes offers back and tells their frameworks. */
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

    /** Takes back the offers that have waited for an answer longer than they may. */
    void rescindOverdue() {
        long now = System.nanoTime();
        state.config.offerTimeout().ifPresent(limit -> rescind(offer -> now - offer.madeNanos() >= limit.toNanos()));
    }

    /** Takes the offers of a framework back without a word. */
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
