package org.gotask.mesos.local.master;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.wire.DurationFormat;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.FrameworkReregisteredMessage;
import org.gotask.mesos.proto.internal.ShutdownFrameworkMessage;
import org.gotask.mesos.proto.internal.UpdateFrameworkMessage;
import org.gotask.mesos.runtime.Timer;

/**
 * The registration and removal of frameworks: registration, failover and reregistration, the end of the link, and the
 * end of the framework. Confined to the master's thread.
 */
final class Subscriptions {

    private static final RateLimitedLogger foreign = new RateLimitedLogger(Subscriptions.class.getName());
    private static final String REMOVED = "Framework has been removed";

    /** The time in which a scheduler ends after tearing its framework down. */
    private static final Duration TEARDOWN_GRACE = Duration.ofSeconds(1);

    /** The same for mesos-go, which listens for two more seconds and would report the message as an error. */
    private static final Duration UNREGISTER_GRACE = Duration.ofSeconds(5);

    private final MasterState state;
    private final OfferAllocator offers;
    private final Authenticator authenticator;
    private final FrameworkValidation validation;

    Subscriptions(
            MasterState state, OfferAllocator offers, Authenticator authenticator, FrameworkValidation validation) {
        this.state = state;
        this.offers = offers;
        this.authenticator = authenticator;
        this.validation = validation;
    }

    /**
     * Registers a scheduler.
     *
     * @param failover whether it replaces a registered scheduler of its framework
     */
    void subscribe(Upid from, FrameworkInfo info, boolean failover, Collection<String> suppressedRoles) {
        Optional<String> tooMuch = state.admission.problem(info);
        if (tooMuch.isPresent()) {
            refuse(from, info, tooMuch.get());
            return;
        }
        FrameworkInfo kept = RetainedMessage.copyOf(info); // it may wait for the authentication
        List<String> suppressed =
                Roles.of(kept).stream().filter(suppressedRoles::contains).toList();
        authenticator.whenSettled(from, () -> {
            Optional<String> problem = validation.problem(from, kept);
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
        } else if (validation.changesPrincipal(known, from, info)) {
            refuse(from, info, FrameworkValidation.PRINCIPAL_CHANGED);
        } else if (failover || known.isRecovered()) {
            failOver(known, from, info, suppressedRoles);
        } else if (known.isAt(from)) {
            reregister(known, from, info, suppressedRoles);
        } else {
            state.refuse(from, "Framework failed over");
        }
    }

    /**
     * Keeps a framework that an agent has reported until its scheduler returns: for its failover time-out, and the
     * minimum time for recovered frameworks.
     *
     * @return false if it is invalid or a limit is exceeded
     */
    boolean recover(FrameworkInfo info) {
        Optional<String> problem =
                state.admission.problem(info).or(() -> validation.problem(info)).or(this::frameworkLimitProblem);
        if (problem.isPresent()) {
            foreign.warn("not recovered", "framework (" + info.getName() + ") of an agent refused: " + problem.get());
            return false;
        }
        FrameworkEntry framework = FrameworkEntry.recovered(info);
        state.frameworks.put(framework.id(), framework);
        foreign.info("recovered", "framework " + framework.id() + " (" + info.getName() + ") recovered from an agent");
        Duration patience = failoverTimeout(info);
        Duration least = state.timings.recoveredFramework();
        removeLater(framework, patience.compareTo(least) > 0 ? patience : least);
        return true;
    }

    /** Stops offers to a framework; its tasks continue. */
    void deactivate(FrameworkEntry framework) {
        framework.active = false;
        offers.rescind(offer -> offer.framework() == framework);
    }

    /** Removes a framework on request of its scheduler. */
    void tearDown(FrameworkEntry framework) {
        framework.pid().ifPresent(scheduler -> notifyUnlessItEnds(scheduler, TEARDOWN_GRACE));
        remove(framework, "it was torn down");
    }

    /** The same for the message of older schedulers. */
    void unregister(FrameworkEntry framework) {
        framework.pid().ifPresent(scheduler -> notifyUnlessItEnds(scheduler, UNREGISTER_GRACE));
        remove(framework, "it unregistered");
    }

    /**
     * Sends an error to a scheduler that does not end after the removal of its framework: another process must have
     * requested the removal in its name. The scheduler must not wait for tasks that have ended.
     */
    private void notifyUnlessItEnds(Upid scheduler, Duration patience) {
        var link = new PeerLink();
        Timer stays = state.thread.after(patience, () -> {
            link.close();
            if (state.frameworks.values().stream().noneMatch(framework -> framework.isAt(scheduler))) {
                state.refuse(scheduler, REMOVED);
            }
        });
        link.open(state, scheduler, stays::cancel);
    }

    /** Removes a framework, its offers, tasks and executors. */
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
        framework.pid().ifPresent(authenticator::remove);
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
        Optional<String> limit = frameworkLimitProblem();
        if (limit.isPresent()) {
            refuse(from, info, limit.get());
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

    /** Checks the limit of frameworks; removes a disconnected framework without tasks and executors if necessary. */
    private Optional<String> frameworkLimitProblem() {
        Optional<String> problem = state.admission.frameworkLimitProblem();
        Optional<FrameworkEntry> idle = state.frameworks.values().stream()
                .filter(framework -> !framework.connected && framework.tasks.isEmpty() && framework.executors.isEmpty())
                .findFirst();
        if (problem.isEmpty() || idle.isEmpty()) {
            return problem;
        }
        remove(idle.get(), "another framework takes its place");
        return state.admission.frameworkLimitProblem();
    }

    private void failOver(FrameworkEntry framework, Upid from, FrameworkInfo info, Collection<String> suppressedRoles) {
        framework.pid().filter(former -> !former.equals(from)).ifPresent(former -> {
            if (framework.connected) {
                state.refuse(former, "Framework failed over");
            }
            authenticator.remove(former);
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
                "framework " + framework.id() + " (" + info.getName() + ") reconnected: " + framework.shownAddress());
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

    /** A scheduler that is alive nevertheless gets an error as the answer to its next call. */
    private void disconnected(FrameworkEntry framework) {
        framework.link.close();
        Duration patience = failoverTimeout(framework.info());
        foreign.info(
                "disconnected",
                "framework " + framework.id() + " disconnected, removed in " + DurationFormat.format(patience)
                        + " unless it returns");
        offers.discard(framework);
        framework.connected = false;
        framework.active = false;
        framework.pid().ifPresent(authenticator::remove);
        if (patience.isZero()) {
            remove(framework, "its connection broke");
        } else {
            removeLater(framework, patience);
        }
    }

    private void removeLater(FrameworkEntry framework, Duration patience) {
        framework.failoverTimer = state.thread.after(patience, () -> remove(framework, "it did not return in time"));
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
}
