package org.gotask.mesos;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.gotask.mesos.auth.Authenticatee;
import org.gotask.mesos.auth.Authenticatee.Reaction;
import org.gotask.mesos.auth.AuthenticationTimeouts;
import org.gotask.mesos.auth.CramMd5;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.auth.Mechanism;
import org.gotask.mesos.libprocess.ProcessIds;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.internal.AuthenticationCompletedMessage;
import org.gotask.mesos.proto.internal.AuthenticationErrorMessage;
import org.gotask.mesos.proto.internal.AuthenticationFailedMessage;
import org.gotask.mesos.proto.internal.AuthenticationMechanismsMessage;
import org.gotask.mesos.proto.internal.AuthenticationStepMessage;
import org.gotask.mesos.runtime.DriverEffects;
import org.gotask.mesos.runtime.ExpectedSender;
import org.gotask.mesos.runtime.MessageHandlers;
import org.gotask.mesos.runtime.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The authentication of a driver with its master. Confined to the event loop.
 *
 * <p>Each attempt has its own process with a new id, because a master refuses another attempt of a process while an
 * earlier one is open.
 */
final class Authentication {

    private static final List<Mechanism> MECHANISMS = List.of(new CramMd5());

    private final Optional<Credential> credential;
    private final AuthenticationTimeouts timeouts;
    private final DriverEffects<?, ?> effects;
    private final RandomGenerator random;

    private boolean done;
    private int timedOut;
    private @Nullable Attempt attempt;

    /** Not authenticated; without a credential, authentication is never needed. */
    Authentication(
            Optional<Credential> credential,
            AuthenticationTimeouts timeouts,
            DriverEffects<?, ?> effects,
            RandomGenerator random) {
        this.credential = credential;
        this.timeouts = timeouts;
        this.effects = effects;
        this.random = random;
    }

    /** True if the driver may register. */
    boolean isSettled() {
        return credential.isEmpty() || done;
    }

    /**
     * Begins an attempt, in place of the current one. If the master refuses the credential, the driver is aborted;
     * otherwise exactly one of the two actions runs, unless the attempt is ended before.
     *
     * @param completed runs when the driver may register
     * @param failed runs when the attempt has failed and may be repeated
     */
    void begin(Upid master, Runnable completed, Consumer<Failure> failed) {
        forget();
        credential.ifPresent(proven -> attempt = new Attempt(master, proven, completed, failed));
    }

    /** Resets to not authenticated, and ends the current attempt. */
    void forget() {
        done = false;
        endAttempt();
    }

    /** Ends the current attempt, if there is one. */
    void endAttempt() {
        if (attempt != null) {
            attempt.end();
            attempt = null;
        }
    }

    /** Resets the authentication for a new master: the timeouts begin at the shortest again. */
    void newMaster() {
        forget();
        timedOut = 0;
    }

    /**
     * The failure of an attempt.
     *
     * @param reason one line
     * @param atOnce true if the next attempt may begin immediately, because enough time has passed
     */
    record Failure(String reason, boolean atOnce) {}

    private final class Attempt {
        private final Upid master;
        private final Credential credential;
        private final Runnable completed;
        private final Consumer<Failure> failed;
        private final Authenticatee authenticatee;
        private final DriverEffects.SideProcess process;
        private final Timer timer;
        private final ExpectedSender mastersAddress;

        Attempt(Upid master, Credential credential, Runnable completed, Consumer<Failure> failed) {
            this.master = master;
            this.credential = credential;
            this.completed = completed;
            this.failed = failed;
            mastersAddress = new ExpectedSender("at the master's address", this::isMastersAddress);
            authenticatee = new Authenticatee(effects.self(), master, credential, MECHANISMS);
            process = effects.spawn(ProcessIds.unguessable("authenticatee"), this::install);
            timer = effects.after(timeouts.limit(timedOut, random), this::timeOut);
            react(authenticatee.request());
        }

        private boolean isMastersAddress(Optional<Upid> from) {
            return from.isPresent()
                    && from.get().host().equals(master.host())
                    && from.get().port() == master.port();
        }

        private void install(MessageHandlers handlers) {
            handlers.on(
                    AuthenticationMechanismsMessage.getDefaultInstance(),
                    mastersAddress,
                    (from, message) -> react(authenticatee.offered(from, message)));
            handlers.on(
                    AuthenticationStepMessage.getDefaultInstance(),
                    mastersAddress,
                    (from, message) -> react(authenticatee.challenged(from, message)));
            handlers.on(
                    AuthenticationCompletedMessage.getDefaultInstance(),
                    mastersAddress,
                    (from, message) -> react(authenticatee.completed(from, message)));
            handlers.on(
                    AuthenticationFailedMessage.getDefaultInstance(),
                    mastersAddress,
                    (from, message) -> react(authenticatee.refused(from, message)));
            handlers.on(
                    AuthenticationErrorMessage.getDefaultInstance(),
                    mastersAddress,
                    (from, message) -> react(authenticatee.failed(from, message)));
        }

        private void react(Reaction reaction) {
            switch (reaction) {
                case Reaction.Send send -> process.send(send.to(), send.message());
                case Reaction.Ignored ignored -> effects.ignored("authentication", ignored.line());
                case Reaction.Completed unused -> {
                    forget();
                    done = true;
                    timedOut = 0;
                    completed.run();
                }
                case Reaction.Refused unused -> {
                    forget();
                    effects.fail("Master refused authentication: principal=" + credential.principal() + ", master="
                            + master + "; check the principal, its secret, and that the master knows them");
                }
                case Reaction.Failed failure -> {
                    forget();
                    failed.accept(new Failure(failure.reason() + ", master=" + master, false));
                }
            }
        }

        private void timeOut() {
            forget();
            timedOut++;
            failed.accept(new Failure("master did not respond in time, master=" + master, true));
        }

        private void end() {
            timer.cancel();
            process.close();
        }
    }
}
