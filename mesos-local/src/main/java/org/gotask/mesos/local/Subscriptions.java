package org.gotask.mesos.local;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.FrameworkReregisteredMessage;
import org.gotask.mesos.proto.internal.ShutdownFrameworkMessage;
import org.gotask.mesos.proto.internal.UpdateFrameworkMessage;
import org.gotask.mesos.text.ForeignText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coming and going of frameworks: registration, the return of one under the same or another address, the broken link,
 * the end. Confined to the master's thread.
 */
final class Subscriptions {

    private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);
    private static final double MAX_SECONDS = Long.MAX_VALUE / 1e9;
    private static final String REMOVED = "Framework has been removed";

    /** How long a scheduler that has torn its framework down takes to end. */
    private static final Duration LAST_BREATH = Duration.ofSeconds(1);

    /** The same for one of mesos-go, which listens two seconds longer and would report the news as an error. */
    private static final Duration OLD_LAST_BREATH = Duration.ofSeconds(5);

    private final MasterState state;
    private final OfferBook offers;
    private final Authenticator authenticator;
    private final Roles admitted;

    Subscriptions(MasterState state, OfferBook offers, Authenticator authenticator) {
        this.state = state;
        this.offers = offers;
        this.authenticator = authenticator;
        this.admitted = new Roles(state.config.roles());
    }

    /**
     * A scheduler wants to be known.
     *
     * @param failover it takes the place of whoever had its id
     */
    void subscribe(Upid from, FrameworkInfo info, boolean failover, Collection<String> suppressedRoles) {
        authenticator.whenSettled(from, () -> {
            Optional<String> problem = problem(info)
                    .or(() -> admitted.problem(info))
                    .or(() -> authenticator.problem(
                            from, info.hasPrincipal() ? Optional.of(info.getPrincipal()) : Optional.empty()));
            if (problem.isPresent()) {
                log.warn(
                        "framework ({}) refused: {}, {}",
                        ForeignText.line(info.getName()),
                        from,
                        ForeignText.line(problem.get()));
                state.refuse(from, problem.get());
            } else {
                admit(from, withPrincipal(from, info), failover, suppressedRoles);
            }
        });
    }

    private void admit(Upid from, FrameworkInfo info, boolean failover, Collection<String> suppressedRoles) {
        if (info.getId().getValue().isEmpty()) {
            subscribeNew(from, info, suppressedRoles);
            return;
        }
        if (state.removed.containsKey(info.getId().getValue())) {
            state.refuse(from, REMOVED);
            return;
        }
        FrameworkEntry known = state.framework(info.getId());
        if (known == null) {
            add(from, info, suppressedRoles);
        } else if (known.info.hasPrincipal() && !known.info.getPrincipal().equals(info.getPrincipal())) {
            state.refuse(from, "Changing framework's principal is not allowed.");
        } else if (failover || known.isRecovered()) {
            failOver(known, from, info, suppressedRoles);
        } else if (known.isAt(from)) {
            reregister(known, from, info, suppressedRoles);
        } else {
            state.refuse(from, "Framework failed over");
        }
    }

    /** An agent has told of a framework that is not here yet; it has its failover time, and a while to come in any case. */
    void recover(FrameworkInfo info) {
        FrameworkEntry framework = FrameworkEntry.recovered(info);
        state.frameworks.put(framework.id(), framework);
        log.info("framework {} ({}) is known from an agent", framework.id(), ForeignText.line(info.getName()));
        Duration patience = failoverTimeout(info);
        Duration least = state.timings.recoveredFramework();
        removeLater(framework, patience.compareTo(least) > 0 ? patience : least);
    }

    /** The scheduler has no use for offers any more; its tasks go on. */
    void deactivate(FrameworkEntry framework) {
        framework.active = false;
        offers.rescind(offer -> offer.framework() == framework);
    }

    /** Ends a framework at the word of its scheduler. */
    void tearDown(FrameworkEntry framework) {
        framework.pid().ifPresent(scheduler -> tellUnlessItEnds(scheduler, LAST_BREATH));
        remove(framework, "it was torn down");
    }

    /** The same in the words of older schedulers. */
    void unregister(FrameworkEntry framework) {
        framework.pid().ifPresent(scheduler -> tellUnlessItEnds(scheduler, OLD_LAST_BREATH));
        remove(framework, "it unregistered");
    }

    /**
     * A scheduler that stays has not asked for the end of its framework: somebody else has, in its name. It must not wait
     * for tasks that are gone.
     */
    private void tellUnlessItEnds(Upid scheduler, Duration patience) {
        var link = new PeerLink();
        EventLoop.Timer stays = state.loop.after(patience, () -> {
            link.close();
            if (state.frameworks.values().stream().noneMatch(framework -> framework.isAt(scheduler))) {
                state.refuse(scheduler, REMOVED);
            }
        });
        link.open(state, scheduler, stays::cancel);
    }

    /** Ends a framework and all that is its. */
    void remove(FrameworkEntry framework, String why) {
        log.info("framework {} ({}) removed: {}", framework.id(), ForeignText.line(framework.info.getName()), why);
        offers.discard(framework);
        framework.stopFailoverTimer();
        framework.link.close();
        var shutdown = ShutdownFrameworkMessage.newBuilder()
                .setFrameworkId(framework.info.getId())
                .build();
        for (AgentEntry agent : state.agents.values()) {
            agent.releaseAll(framework);
            state.tell(agent, shutdown);
        }
        List.copyOf(framework.tasks.values()).forEach(framework::complete);
        framework.executors.clear();
        framework.connected = false;
        framework.active = false;
        framework.pid().ifPresent(authenticator::forget);
        state.frameworks.remove(framework.id());
        state.remember(framework);
    }

    private void subscribeNew(Upid from, FrameworkInfo info, Collection<String> suppressedRoles) {
        Optional<FrameworkEntry> retry = state.frameworks.values().stream()
                .filter(framework -> framework.isAt(from))
                .findFirst();
        if (retry.isPresent()) {
            tellRegistered(retry.get());
        } else {
            add(from, info.toBuilder().setId(state.newFrameworkId()).build(), suppressedRoles);
        }
    }

    private void add(Upid from, FrameworkInfo info, Collection<String> suppressedRoles) {
        var framework = new FrameworkEntry(info, from);
        framework.suppressed.addAll(suppressedRoles);
        state.frameworks.put(framework.id(), framework);
        log.info("framework {} ({}) registered: {}", framework.id(), ForeignText.line(info.getName()), from);
        link(framework, from);
        tellRegistered(framework);
        offers.allocate();
    }

    private void failOver(FrameworkEntry framework, Upid from, FrameworkInfo info, Collection<String> suppressedRoles) {
        framework.pid().filter(former -> !former.equals(from)).ifPresent(former -> {
            if (framework.connected) {
                state.refuse(former, "Framework failed over");
            }
            authenticator.forget(former);
        });
        offers.discard(framework);
        framework.moveTo(from);
        activate(framework, from, info, suppressedRoles);
        tellRegistered(framework);
        offers.allocate();
    }

    private void reregister(
            FrameworkEntry framework, Upid from, FrameworkInfo info, Collection<String> suppressedRoles) {
        offers.rescind(offer -> offer.framework() == framework);
        activate(framework, from, info, suppressedRoles);
        state.tell(
                framework,
                FrameworkReregisteredMessage.newBuilder()
                        .setFrameworkId(framework.info.getId())
                        .setMasterInfo(state.info)
                        .build());
        offers.allocate();
    }

    private void activate(FrameworkEntry framework, Upid from, FrameworkInfo info, Collection<String> suppressedRoles) {
        log.info(
                "framework {} ({}) is back: {}",
                framework.id(),
                ForeignText.line(info.getName()),
                framework.shownAddress());
        framework.info = info.toBuilder()
                .setUser(framework.info.getUser())
                .setCheckpoint(framework.info.getCheckpoint())
                .build();
        framework.suppressed.clear();
        framework.suppressed.addAll(suppressedRoles);
        framework.stopFailoverTimer();
        framework.connected = true;
        framework.active = true;
        link(framework, from);
        var update = UpdateFrameworkMessage.newBuilder()
                .setFrameworkId(framework.info.getId())
                .setPid(framework.wireAddress())
                .setFrameworkInfo(framework.info)
                .build();
        state.agents.values().forEach(agent -> state.tell(agent, update));
    }

    private void tellRegistered(FrameworkEntry framework) {
        state.tell(
                framework,
                FrameworkRegisteredMessage.newBuilder()
                        .setFrameworkId(framework.info.getId())
                        .setMasterInfo(state.info)
                        .build());
    }

    private void link(FrameworkEntry framework, Upid scheduler) {
        framework.link.open(state, scheduler, () -> disconnected(framework));
    }

    /** One that lives nevertheless is told with its next call. */
    private void disconnected(FrameworkEntry framework) {
        framework.link.close();
        Duration patience = failoverTimeout(framework.info);
        log.info(
                "framework {} disconnected, removed in {} unless it returns",
                framework.id(),
                DurationText.print(patience));
        offers.discard(framework);
        framework.connected = false;
        framework.active = false;
        framework.pid().ifPresent(authenticator::forget);
        if (patience.isZero()) {
            remove(framework, "its connection broke");
        } else {
            removeLater(framework, patience);
        }
    }

    private void removeLater(FrameworkEntry framework, Duration patience) {
        framework.failoverTimer = state.loop.after(patience, () -> remove(framework, "it did not return in time"));
    }

    private static Duration failoverTimeout(FrameworkInfo info) {
        return Duration.ofNanos((long) (Math.max(0, info.getFailoverTimeout()) * 1e9));
    }

    private FrameworkInfo withPrincipal(Upid from, FrameworkInfo info) {
        return authenticator
                .principal(from)
                .map(name -> info.toBuilder().setPrincipal(name).build())
                .orElse(info);
    }

    private static Optional<String> problem(FrameworkInfo info) {
        double seconds = info.getFailoverTimeout();
        if (!(Math.abs(seconds) < MAX_SECONDS)) {
            return Optional.of("The framework failover_timeout (" + seconds + ") is invalid");
        }
        if (info.hasId()
                && !info.getId().getValue().isEmpty()
                && !Ids.isWellFormed(info.getId().getValue())) {
            return Optional.of("The framework id is malformed: it has to be the name of a file");
        }
        return Optional.empty();
    }
}
