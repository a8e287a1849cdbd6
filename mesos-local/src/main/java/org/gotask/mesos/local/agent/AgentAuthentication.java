package org.gotask.mesos.local.agent;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gotask.mesos.auth.Authenticatee;
import org.gotask.mesos.auth.Authenticatee.Reaction;
import org.gotask.mesos.auth.CramMd5;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.auth.Mechanism;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.ProcessIds;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.actor.Inbox;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.internal.AuthenticationCompletedMessage;
import org.gotask.mesos.proto.internal.AuthenticationErrorMessage;
import org.gotask.mesos.proto.internal.AuthenticationFailedMessage;
import org.gotask.mesos.proto.internal.AuthenticationMechanismsMessage;
import org.gotask.mesos.proto.internal.AuthenticationStepMessage;
import org.gotask.mesos.runtime.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The authentication of an agent with masters, if it has a credential: repeats failed attempts until one succeeds or
 * the credential is refused. Each attempt is a libprocess process with a new id. Confined to the agent's thread.
 */
final class AgentAuthentication {

    private static final RateLimitedLogger foreign = new RateLimitedLogger(AgentAuthentication.class.getName());
    private static final List<Mechanism> MECHANISMS = List.of(new CramMd5());

    private final AgentContext agent;
    private final Messenger messenger;
    private final Optional<Credential> credential;
    private @Nullable Attempt attempt;

    /** @param credential the credential; if empty, the agent does not authenticate */
    AgentAuthentication(AgentContext agent, Messenger messenger, Optional<Credential> credential) {
        this.agent = agent;
        this.messenger = messenger;
        this.credential = credential;
    }

    /**
     * Authenticates with a master; ends the current attempt.
     *
     * @param authenticated runs when the agent can register: immediately if there is no credential
     * @param refused runs with one line if the master refuses the credential
     */
    void begin(Upid master, Runnable authenticated, Consumer<String> refused) {
        stop();
        credential.ifPresentOrElse(
                own -> {
                    var begun = new Attempt(master, own, authenticated, refused);
                    attempt = begun;
                    begun.start();
                },
                authenticated);
    }

    /** Ends the current attempt, if there is one. */
    void stop() {
        if (attempt != null) {
            attempt.end();
            attempt = null;
        }
    }

    private final class Attempt {
        private final Upid master;
        private final Credential own;
        private final Runnable authenticated;
        private final Consumer<String> refused;
        private final Upid self = messenger.upid(ProcessIds.unguessable("authenticatee"));
        private final Authenticatee authenticatee;
        private Timer timer = () -> {};

        Attempt(Upid master, Credential own, Runnable authenticated, Consumer<String> refused) {
            this.master = master;
            this.own = own;
            this.authenticated = authenticated;
            this.refused = refused;
            this.authenticatee = new Authenticatee(agent.self, master, own, MECHANISMS);
        }

        void start() {
            messenger.spawn(
                    self.id(),
                    new Inbox("authentication of agent " + agent.self, agent.thread)
                            .on(
                                    AuthenticationMechanismsMessage.getDefaultInstance(),
                                    (from, message) -> react(authenticatee.offered(Optional.of(from), message)))
                            .on(
                                    AuthenticationStepMessage.getDefaultInstance(),
                                    (from, message) -> react(authenticatee.challenged(Optional.of(from), message)))
                            .on(
                                    AuthenticationCompletedMessage.getDefaultInstance(),
                                    (from, message) -> react(authenticatee.completed(Optional.of(from), message)))
                            .on(
                                    AuthenticationFailedMessage.getDefaultInstance(),
                                    (from, message) -> react(authenticatee.refused(Optional.of(from), message)))
                            .on(
                                    AuthenticationErrorMessage.getDefaultInstance(),
                                    (from, message) -> react(authenticatee.failed(Optional.of(from), message))));
            timer = agent.thread.after(
                    agent.timings.authentication(), () -> failed("the master did not respond in time"));
            Reaction.Send request = authenticatee.request();
            send(request.to(), request.message());
        }

        void end() {
            timer.cancel();
            messenger.terminate(self.id());
        }

        private void react(Reaction reaction) {
            if (attempt != this) {
                return;
            }
            switch (reaction) {
                case Reaction.Send send -> send(send.to(), send.message());
                case Reaction.Ignored ignored -> foreign.warn("ignored", ignored.line());
                case Reaction.Completed unused -> {
                    stop();
                    authenticated.run();
                }
                case Reaction.Refused unused -> {
                    stop();
                    refused.accept("master refuses the agent's credential: principal=" + own.principal() + ", master="
                            + master + "; check principal and secret, and that they are in the master's --credentials");
                }
                case Reaction.Failed failure -> failed(failure.reason());
            }
        }

        /**
         * Tries again after a delay, because a master that always answers with an error would be asked continuously.
         */
        private void failed(String reason) {
            if (attempt == this) {
                end();
                foreign.warn(
                        "failed",
                        "agent " + agent.self + ": authentication with " + master + " failed, will be tried again: "
                                + reason);
                timer = agent.thread.after(agent.timings.registrationRetry(), () -> {
                    if (attempt == this) {
                        begin(master, authenticated, refused);
                    }
                });
            }
        }

        private void send(Upid to, Message message) {
            agent.sender.post(self, to, message);
        }
    }
}
