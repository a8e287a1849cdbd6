package org.gotask.mesos.local.master;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;
import org.gotask.mesos.auth.CramMd5;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.actor.Inbox;
import org.gotask.mesos.proto.internal.AuthenticationCompletedMessage;
import org.gotask.mesos.proto.internal.AuthenticationErrorMessage;
import org.gotask.mesos.proto.internal.AuthenticationFailedMessage;
import org.gotask.mesos.proto.internal.AuthenticationMechanismsMessage;
import org.gotask.mesos.proto.internal.AuthenticationStartMessage;
import org.gotask.mesos.proto.internal.AuthenticationStepMessage;
import org.jspecify.annotations.Nullable;

/**
 * The master's side of one authentication attempt, as a separate libprocess process: offers CRAM-MD5, sends a challenge
 * and checks the response. Ends with the response, an unexpected message or the end of the link to the client. Confined
 * to the master's thread.
 */
final class AuthenticatorSession {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final MasterState state;
    private final AuthenticationPolicy policy;
    private final Upid self;
    private final Upid client;
    private final Consumer<Optional<String>> ended;
    private final Messenger.Link link;
    private @Nullable ByteString challenge;
    private boolean over;

    /**
     * Begins the attempt.
     *
     * @param client the process that authenticates
     * @param ended runs once with the authenticated principal, or empty; not after {@link #discard}
     */
    AuthenticatorSession(
            MasterState state,
            AuthenticationPolicy policy,
            String processId,
            Upid client,
            Consumer<Optional<String>> ended) {
        this.state = state;
        this.policy = policy;
        this.self = state.messenger.upid(processId);
        this.client = client;
        this.ended = ended;
        state.messenger.spawn(
                processId,
                new Inbox("authenticator session " + self, state.thread)
                        .on(AuthenticationStartMessage.getDefaultInstance(), this::start)
                        .on(AuthenticationStepMessage.getDefaultInstance(), this::step));
        this.link = state.messenger.link(client, () -> state.thread.execute(() -> end(Optional.empty())));
        tell(AuthenticationMechanismsMessage.newBuilder()
                .addMechanisms(CramMd5.NAME)
                .build());
    }

    Upid client() {
        return client;
    }

    /** Ends the attempt without an answer. */
    void discard() {
        if (!over) {
            over = true;
            link.close();
            state.messenger.terminate(self.id());
        }
    }

    private void start(Upid from, AuthenticationStartMessage message) {
        if (over || !from.equals(client)) {
            return;
        }
        if (challenge != null) {
            fail("Unexpected authentication 'start' received");
        } else if (!message.getMechanism().equals(CramMd5.NAME)) {
            fail("Mechanism '" + message.getMechanism() + "' is not supported");
        } else {
            challenge =
                    ByteString.copyFromUtf8("<" + unsigned() + "." + unsigned() + "@" + state.info.getHostname() + ">");
            tell(AuthenticationStepMessage.newBuilder().setData(challenge).build());
        }
    }

    private void step(Upid from, AuthenticationStepMessage message) {
        ByteString sent = challenge;
        if (over || !from.equals(client)) {
            return;
        }
        if (sent == null) {
            fail("Unexpected authentication 'step' received");
            return;
        }
        Optional<String> proved = CramMd5.claimedPrincipal(message.getData())
                .flatMap(policy::credential)
                .filter(credential -> CramMd5.proves(message.getData(), credential, sent))
                .map(credential -> credential.principal());
        tell(
                proved.isPresent()
                        ? AuthenticationCompletedMessage.getDefaultInstance()
                        : AuthenticationFailedMessage.getDefaultInstance());
        end(proved);
    }

    private void fail(String error) {
        tell(AuthenticationErrorMessage.newBuilder().setError(error).build());
        end(Optional.empty());
    }

    private void end(Optional<String> principal) {
        if (!over) {
            discard();
            ended.accept(principal);
        }
    }

    private void tell(Message message) {
        state.sender.post(self, client, message);
    }

    private static long unsigned() {
        return Integer.toUnsignedLong(RANDOM.nextInt());
    }
}
