package org.gotask.mesos;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.scheduler.Call;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler driver's relation to the leading master: which one it is, whether the link to it stands, whether the driver
 * has authenticated with it if it has a credential, and whether it has answered the registration. Confined to the event loop.
 *
 * <p>With a leader known, the driver links to it and repeats its registration, with growing random waits, until it is
 * answered. When the link breaks the driver counts as disconnected, asks the detector to look again, and meanwhile keeps
 * trying the leader it knows: a master that was restarted at its old address is found even if the detector sees no change.
 * Mesos's own driver watches no link and misses such a restart.
 *
 * <p>A driver with a credential authenticates before it registers, anew with each leader found and after each broken link,
 * for the master forgets. An attempt that goes wrong is repeated: at once if the master was silent, else after the same
 * growing waits as a registration. Mesos's own driver never waits, and so a master that answers each attempt with an error
 * keeps both of them busy.
 */
final class MasterConnection {

    private final DriverEffects<?, ?> effects;
    private final Authentication authentication;
    private final RegistrationBackoff backoff;
    private final RandomGenerator random;
    private final Supplier<Call> subscribe;
    private final Runnable redetect;
    private final Runnable disconnected;

    /** Changed on the event loop only, read by connections as well. */
    private volatile @Nullable Leader leader;

    private boolean linked;
    private boolean connected;
    private boolean ended;
    private int attempts;
    private Timer timer = () -> {};
    /** True while the timer is set. A link refused meanwhile belongs to the try that set it, and is not counted again. */
    private boolean waiting;

    /**
     * A connection to nobody yet.
     *
     * @param subscribe makes the registration as it is at that time
     * @param redetect asks the detector to look for the master again
     * @param disconnected runs when a registered driver loses its master
     */
    MasterConnection(
            DriverEffects<?, ?> effects,
            Authentication authentication,
            RegistrationBackoff backoff,
            RandomGenerator random,
            Supplier<Call> subscribe,
            Runnable redetect,
            Runnable disconnected) {
        this.effects = effects;
        this.authentication = authentication;
        this.backoff = backoff;
        this.random = random;
        this.subscribe = subscribe;
        this.redetect = redetect;
        this.disconnected = disconnected;
    }

    /** True from the master's answer to the registration until the master is lost. */
    boolean isConnected() {
        return connected;
    }

    /** The leader's address if the driver is registered with it. */
    Optional<Upid> registeredWith() {
        return connected && leader != null ? Optional.of(leader.upid) : Optional.empty();
    }

    /** True if this is the address of the leading master. May be asked on any thread. */
    boolean isLeader(Optional<Upid> from) {
        Leader now = leader;
        return now != null && from.isPresent() && from.get().equals(now.upid);
    }

    /** The detector has found a leader, or that there is none. */
    void leaderChanged(Optional<Leader> found) {
        boolean same = leader != null && found.isPresent() && leader.mayBe(found.get());
        if (same && linked && connected) {
            // an answer to a question that the driver's own retry has settled
            return;
        }
        disconnect();
        authentication.newMaster();
        if (found.isEmpty()) {
            leader = null;
            linked = false;
            effects.unlink();
            return;
        }
        if (!same) {
            leader = found.get();
            linked = false;
            attempts = 0;
        }
        register();
    }

    /**
     * The leader has answered the registration.
     *
     * @param masterId what it calls itself, so that the detector's news of a restart that the driver has survived already
     *     is no news
     */
    void registered(String masterId) {
        cancelRetry();
        authentication.endAttempt();
        if (leader != null) {
            leader = new Leader(masterId, leader.upid);
        }
        connected = true;
        attempts = 0;
        // the link may have broken while the answer was on its way
        keepLinked();
    }

    /** The driver has ended: no registration is tried any more. A master it is registered with can still be told so. */
    void end() {
        ended = true;
        cancelRetry();
        authentication.forget();
    }

    private void linkBroken() {
        linked = false;
        authentication.forget();
        boolean hadMaster = connected;
        lost();
        if (leader == null || ended) {
            return;
        }
        if (hadMaster) {
            redetect.run();
        }
        if (!waiting) {
            retryLater();
        }
    }

    private void retry() {
        waiting = false;
        if (!linked) {
            redetect.run();
        }
        register();
    }

    private void register() {
        if (leader == null) {
            return;
        }
        keepLinked();
        if (authentication.isSettled()) {
            subscribe(leader.upid);
        } else {
            Upid master = leader.upid;
            authentication.begin(master, () -> subscribe(master), this::notAuthenticated);
        }
    }

    private void subscribe(Upid master) {
        effects.send(master, subscribe.get());
        retryLater();
    }

    private void notAuthenticated(Authentication.Failure failure) {
        effects.ignored("login", "authentication failed, will be tried again: reason=" + failure.reason());
        if (failure.atOnce()) {
            retry();
        } else {
            retryLater();
        }
    }

    private void keepLinked() {
        if (!linked && leader != null) {
            linked = true;
            effects.link(leader.upid, this::linkBroken);
        }
    }

    private void retryLater() {
        cancelRetry();
        waiting = true;
        timer = effects.after(backoff.delay(attempts++, random), this::retry);
    }

    private void cancelRetry() {
        timer.cancel();
        waiting = false;
    }

    private void disconnect() {
        cancelRetry();
        lost();
    }

    private void lost() {
        if (connected) {
            connected = false;
            attempts = 0;
            disconnected.run();
        }
    }

    /**
     * A leading master.
     *
     * @param id differs between two runs of a master at one address; empty if the detector does not know it
     * @param upid with a numeric host
     */
    record Leader(String id, Upid upid) {

        /** True unless this is another master, or another life of it. */
        boolean mayBe(Leader other) {
            return upid.equals(other.upid) && (id.equals(other.id) || id.isEmpty() || other.id.isEmpty());
        }
    }
}
