package org.gotask.mesos.auth;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.internal.AuthenticateMessage;
import org.gotask.mesos.proto.internal.AuthenticationErrorMessage;
import org.gotask.mesos.proto.internal.AuthenticationMechanismsMessage;
import org.gotask.mesos.proto.internal.AuthenticationStartMessage;
import org.gotask.mesos.proto.internal.AuthenticationStepMessage;
import org.jspecify.annotations.Nullable;

/**
 * The client side of one attempt to authenticate with a master: a state machine without threads, clock and network,
 * which maps messages to reactions. Not thread-safe.
 *
 * <p>The exchange: {@link #request} goes to the master. A session, which is another process at the same address, then
 * offers mechanisms; all further messages are exchanged with it. Each attempt needs a new process id, because the
 * session of an earlier attempt may still exist. Messages from other addresses than the master's, and messages that do
 * not fit the state, do not end an attempt, so that strangers cannot end it.
 */
public final class Authenticatee {

    private final Upid subject;
    private final Upid master;
    private final Credential credential;
    private final List<Mechanism> mechanisms;

    private State state = State.READY;
    private @Nullable Upid session;
    private Mechanism.@Nullable Proof proof;

    private enum State {
        READY,
        STARTING,
        STEPPING,
        ENDED
    }

    /**
     * An attempt that has not begun.
     *
     * @param subject the process to be authenticated; it need not be the sender
     * @param master the address of the master, with a numeric host
     * @param mechanisms the supported mechanisms, in order of preference
     */
    public Authenticatee(Upid subject, Upid master, Credential credential, List<Mechanism> mechanisms) {
        this.subject = Objects.requireNonNull(subject, "subject");
        this.master = Objects.requireNonNull(master, "master");
        this.credential = Objects.requireNonNull(credential, "credential");
        this.mechanisms = List.copyOf(mechanisms);
    }

    /** The first message of the attempt. */
    public Reaction.Send request() {
        return new Reaction.Send(
                master, AuthenticateMessage.newBuilder().setPid(subject.wire()).build());
    }

    /** The master offers mechanisms. */
    public Reaction offered(Optional<Upid> from, AuthenticationMechanismsMessage message) {
        if (state != State.READY || from.isEmpty() || !isMastersAddress(from.get())) {
            return unexpected(from, message);
        }
        for (Mechanism mechanism : mechanisms) {
            if (message.getMechanismsList().contains(mechanism.name())) {
                Mechanism.Proof begun = mechanism.prove(credential);
                proof = begun;
                session = from.get();
                state = State.STARTING;
                return new Reaction.Send(
                        from.get(),
                        AuthenticationStartMessage.newBuilder()
                                .setMechanism(mechanism.name())
                                .setData(begun.initial())
                                .build());
            }
        }
        state = State.ENDED;
        return new Reaction.Failed("master offers no supported mechanism: offered="
                + printable(String.join(",", message.getMechanismsList())) + ", known="
                + String.join(",", mechanisms.stream().map(Mechanism::name).toList()));
    }

    /** The master's session sends a challenge. */
    public Reaction challenged(Optional<Upid> from, AuthenticationStepMessage message) {
        Mechanism.Proof begun = proof;
        if (begun == null || !isSession(from)) {
            return unexpected(from, message);
        }
        ByteString answer;
        try {
            answer = begun.answer(message.getData());
        } catch (AuthenticationException e) {
            state = State.ENDED;
            return new Reaction.Failed(String.valueOf(e.getMessage()));
        }
        state = State.STEPPING;
        return new Reaction.Send(
                from.get(),
                AuthenticationStepMessage.newBuilder().setData(answer).build());
    }

    /** The session has accepted the proof. */
    public Reaction completed(Optional<Upid> from, Message message) {
        if (!isSession(from) || state != State.STEPPING) {
            return unexpected(from, message);
        }
        state = State.ENDED;
        return new Reaction.Completed();
    }

    /** The session has rejected the proof, or does not know the principal. */
    public Reaction refused(Optional<Upid> from, Message message) {
        if (!isSession(from)) {
            return unexpected(from, message);
        }
        state = State.ENDED;
        return new Reaction.Refused();
    }

    /** The master or its session has failed. */
    public Reaction failed(Optional<Upid> from, AuthenticationErrorMessage message) {
        boolean believed = session == null ? from.isPresent() && isMastersAddress(from.get()) : isSession(from);
        if (!believed || state == State.ENDED) {
            return unexpected(from, message);
        }
        state = State.ENDED;
        return new Reaction.Failed("master reported: " + printable(message.getError()));
    }

    private boolean isMastersAddress(Upid from) {
        return from.host().equals(master.host()) && from.port() == master.port();
    }

    private boolean isSession(Optional<Upid> from) {
        return state != State.ENDED && from.isPresent() && from.get().equals(session);
    }

    private Reaction unexpected(Optional<Upid> from, Message message) {
        return new Reaction.Ignored("unexpected authentication message ignored: name="
                + message.getDescriptorForType().getFullName() + ", from="
                + from.map(Upid::toString).orElse("nobody") + ", master=" + master + ", state=" + state);
    }

    /** Sanitizes a text from a peer for one log line. */
    private static String printable(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(200)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(line::appendCodePoint);
        return line.toString();
    }

    /** The next step. */
    public sealed interface Reaction {

        /** Send a message from the process of this attempt. */
        record Send(Upid to, Message message) implements Reaction {}

        /** The subject is authenticated. */
        record Completed() implements Reaction {}

        /** The master rejects the credential; another attempt is useless. */
        record Refused() implements Reaction {}

        /**
         * The attempt has failed; another one may succeed.
         *
         * @param reason one line
         */
        record Failed(String reason) implements Reaction {}

        /**
         * Nothing; the message does not belong to this exchange.
         *
         * @param line for the log
         */
        record Ignored(String line) implements Reaction {}
    }
}
