package org.gotask.mesos;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.scheduler.Call;
import org.gotask.mesos.runtime.DriverEffects;
import org.gotask.mesos.runtime.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a scheduler driver to the leading master: its address, the link, authentication and registration.
 * Confined to the event loop.
 *
 * <p>The driver links to a detected leader and repeats its registration until it is confirmed, with random waits that
 * grow. When the link breaks, the driver is disconnected. It then asks the detector for the leader, and meanwhile
 * continues with the known leader: a master that was restarted at the same address is found even if the detector sees
 * no change. Mesos's own driver has no link and misses such a restart.
 *
 * <p>A driver with a credential authenticates before it registers, again with each new leader and after each broken
 * link, because the authentication belongs to the connection. A failed attempt is repeated: immediately after a
 * timeout, otherwise after the same waits as a registration. Mesos's own driver never waits, and so repeats failing
 * attempts in a busy loop.
 */
final class MasterConnection {

    private final DriverEffects<?, ?> effects;
    private final Authentication authentication;
    private final RegistrationBackoff backoff;
    private final RandomGenerator random;
    private final Supplier<Call> subscribe;
    private final Runnable redetect;
    private final Runnable disconnected;

    /** Written on the event loop, read by threads of connections as well. */
    private volatile @Nullable Leader leader;

    private boolean linked;
    private boolean connected;
    private boolean ended;
    private int attempts;
    private Timer timer = () -> {};
    /**
     * True while the timer is set. A link that breaks meanwhile belongs to the same attempt and is not counted again.
     */
    private boolean waiting;

    /**
     * A connection without a leader.
     *
     * @param subscribe builds the registration
     * @param redetect asks the detector for the leader
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

    /** True from the confirmation of the registration until the master is lost. */
    boolean isConnected() {
        return connected;
    }

    /** The leader's address if the driver is registered with it. */
    Optional<Upid> registeredWith() {
        return connected && leader != null ? Optional.of(leader.upid) : Optional.empty();
    }

    /** True if this is the address of the leading master. Thread-safe. */
    boolean isLeader(Optional<Upid> from) {
        Leader now = leader;
        return now != null && from.isPresent() && from.get().equals(now.upid);
    }

    /** The detector has found a leader, or no leader. */
    void leaderChanged(Optional<Leader> found) {
        boolean same = leader != null && found.isPresent() && leader.mayBe(found.get());
        if (same && linked && connected) {
            // the driver's own retry has already succeeded
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
     * The leader has confirmed the registration.
     *
     * @param masterId its id, so that a later report of the detector about this restart changes nothing
     */
    void registered(String masterId) {
        cancelRetry();
        authentication.endAttempt();
        if (leader != null) {
            leader = new Leader(masterId, leader.upid);
        }
        connected = true;
        attempts = 0;
        // the link may have broken while the confirmation was in flight
        keepLinked();
    }

    /** The driver has ended: no further attempts to register. Messages to the current master can still be sent. */
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
        effects.ignored("login", "authentication failed, retrying: reason=" + failure.reason());
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
     * @param id differs between two runs of a master at the same address; empty if the detector does not know it
     * @param upid with a numeric host
     */
    record Leader(String id, Upid upid) {

        /** True unless this is a different master, or a different run of it. */
        boolean mayBe(Leader other) {
            return upid.equals(other.upid) && (id.equals(other.id) || id.isEmpty() || other.id.isEmpty());
        }
    }
}
