package org.gotask.mesos.local.master;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.actor.EventLoop;
import org.gotask.mesos.local.common.DurationText;
import org.gotask.mesos.local.common.Ids;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.FrameworkReregisteredMessage;
import org.gotask.mesos.proto.internal.ShutdownFrameworkMessage;
import org.gotask.mesos.proto.internal.UpdateFrameworkMessage;

/**
 * The coming and going of frameworks: registration, the return of one under the same or another address, the broken
 * link, the end. Confined to the master's thread.
 */
final class Subscriptions {

    private static final RateLimitedLogger foreign = new RateLimitedLogger(Subscriptions.class.getName());
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
        Optional<String> tooMuch = state.room.problem(info);
        if (tooMuch.isPresent()) {
            refuse(from, info, tooMuch.get());
            return;
        }
        FrameworkInfo kept = Footprint.detached(info); // it may have to wait
        List<String> suppressed =
                Roles.of(kept).stream().filter(suppressedRoles::contains).toList();
        authenticator.whenSettled(from, () -> {
            Optional<String> problem = problem(kept)
                    .or(() -> authenticator.problem(
                            from, kept.hasPrincipal() ? Optional.of(kept.getPrincipal()) : Optional.empty()));
            if (problem.isPresent()) {
                refuse(from, kept, problem.get());
            } else {
                admit(from, withPrincipal(from, kept), failover, suppressed);
            }
        });
    }

    private void refuse(Upid from, FrameworkInfo info, String problem) {
        foreign.warn("refused", "framework (" + info.getName() + ") refused: " + from + ", " + problem);
        state.refuse(from, problem);
    }

    /** Why a framework cannot describe itself anew like this; empty if it can. */
    Optional<String> problemOfUpdate(FrameworkEntry framework, FrameworkInfo info) {
        if (!info.getPrincipal().equals(framework.info().getPrincipal())) {
            return Optional.of("Changing framework's principal is not allowed.");
        }
        return state.room.problem(info).or(() -> problem(info));
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
        } else if (isAnotherPrincipal(known, from, info)) {
            refuse(from, info, "Changing framework's principal is not allowed.");
        } else if (failover || known.isRecovered()) {
            failOver(known, from, info, suppressedRoles);
        } else if (known.isAt(from)) {
            reregister(known, from, info, suppressedRoles);
        } else {
            state.refuse(from, "Framework failed over");
        }
    }

    /** Whether a scheduler is not who the framework has claimed, or proved, to be. */
    private boolean isAnotherPrincipal(FrameworkEntry known, Upid from, FrameworkInfo info) {
        if (known.info().hasPrincipal() && !known.info().getPrincipal().equals(info.getPrincipal())) {
            return true;
        }
        return known.principal().isPresent() && !known.principal().equals(authenticator.principal(from));
    }

    /**
     * An agent has told of a framework that is not here yet; it has its failover time, and a while to come in any case.
     *
     * @return false if there is no room for it
     */
    boolean recover(FrameworkInfo info) {
        Optional<String> problem =
                state.room.problem(info).or(() -> problem(info)).or(this::noRoomForAnother);
        if (problem.isPresent()) {
            foreign.warn("not recovered", "framework (" + info.getName() + ") of an agent refused: " + problem.get());
            return false;
        }
        FrameworkEntry framework = FrameworkEntry.recovered(info);
        state.frameworks.put(framework.id(), framework);
        foreign.info("recovered", "framework " + framework.id() + " (" + info.getName() + ") is known from an agent");
        Duration patience = failoverTimeout(info);
        Duration least = state.timings.recoveredFramework();
        removeLater(framework, patience.compareTo(least) > 0 ? patience : least);
        return true;
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
     * A scheduler that stays has not asked for the end of its framework: somebody else has, in its name. It must not
     * wait for tasks that are gone.
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
        foreign.info(
                "removed",
                "framework " + framework.id() + " (" + framework.info().getName() + ") removed: " + why);
        offers.discard(framework);
        framework.stopFailoverTimer();
        framework.link.close();
        var shutdown = ShutdownFrameworkMessage.newBuilder()
                .setFrameworkId(framework.info().getId())
                .build();
        for (AgentEntry agent : state.agents.values()) {
            agent.releaseAll(framework);
            state.tell(agent, shutdown);
        }
        List.copyOf(framework.tasks.values()).forEach(framework::complete);
        framework.removeExecutors();
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
        Optional<String> noRoom = noRoomForAnother();
        if (noRoom.isPresent()) {
            refuse(from, info, noRoom.get());
            return;
        }
        var framework = new FrameworkEntry(info, from);
        framework.proved(authenticator.principal(from));
        framework.suppress(suppressedRoles);
        state.frameworks.put(framework.id(), framework);
        foreign.info("registered", "framework " + framework.id() + " (" + info.getName() + ") registered: " + from);
        link(framework, from);
        tellRegistered(framework);
        offers.allocate();
    }

    /** One that is away and has nothing to come back to gives way. */
    private Optional<String> noRoomForAnother() {
        Optional<String> problem = state.room.anotherFrameworkProblem();
        Optional<FrameworkEntry> idle = state.frameworks.values().stream()
                .filter(framework -> !framework.connected && framework.tasks.isEmpty() && framework.executors.isEmpty())
                .findFirst();
        if (problem.isEmpty() || idle.isEmpty()) {
            return problem;
        }
        remove(idle.get(), "another framework takes its place");
        return state.room.anotherFrameworkProblem();
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
        framework.proved(authenticator.principal(from));
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
                        .setFrameworkId(framework.info().getId())
                        .setMasterInfo(state.info)
                        .build());
        offers.allocate();
    }

    private void activate(FrameworkEntry framework, Upid from, FrameworkInfo info, Collection<String> suppressedRoles) {
        foreign.info(
                "back",
                "framework " + framework.id() + " (" + info.getName() + ") is back: " + framework.shownAddress());
        FrameworkInfo former = framework.info();
        framework.describe(
                info.toBuilder()
                        .setUser(former.getUser())
                        .setCheckpoint(former.getCheckpoint())
                        .build(),
                suppressedRoles);
        framework.stopFailoverTimer();
        framework.connected = true;
        framework.active = true;
        link(framework, from);
        var update = UpdateFrameworkMessage.newBuilder()
                .setFrameworkId(framework.info().getId())
                .setPid(framework.wireAddress())
                .setFrameworkInfo(framework.info())
                .build();
        state.agents.values().forEach(agent -> state.tell(agent, update));
    }

    private void tellRegistered(FrameworkEntry framework) {
        state.tell(
                framework,
                FrameworkRegisteredMessage.newBuilder()
                        .setFrameworkId(framework.info().getId())
                        .setMasterInfo(state.info)
                        .build());
    }

    private void link(FrameworkEntry framework, Upid scheduler) {
        framework.link.open(state, scheduler, () -> disconnected(framework));
    }

    /** One that lives nevertheless is told with its next call. */
    private void disconnected(FrameworkEntry framework) {
        framework.link.close();
        Duration patience = failoverTimeout(framework.info());
        foreign.info(
                "disconnected",
                "framework " + framework.id() + " disconnected, removed in " + DurationText.print(patience)
                        + " unless it returns");
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

    private Optional<String> problem(FrameworkInfo info) {
        double seconds = info.getFailoverTimeout();
        if (!(Math.abs(seconds) < MAX_SECONDS)) {
            return Optional.of("The framework failover_timeout (" + seconds + ") is invalid");
        }
        if (info.hasId()
                && !info.getId().getValue().isEmpty()
                && !Ids.isWellFormed(info.getId().getValue())) {
            return Optional.of("The framework id is malformed: it has to be the name of a file");
        }
        return admitted.problem(info);
    }
}
