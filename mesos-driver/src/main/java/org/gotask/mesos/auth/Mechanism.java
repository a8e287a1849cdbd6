package org.gotask.mesos.auth;

import com.google.protobuf.ByteString;

/**
 * One way to prove an identity, of the kind that SASL (RFC 4422) describes: the client may begin with some data and then
 * answers challenges. The master offers mechanisms by name, and the client takes the first of its own that is among them.
 * Implementations are immutable.
 */
public interface Mechanism {

    /** The name under which a master offers it, for example {@code CRAM-MD5}. */
    String name();

    /** Begins a proof of this credential, for one exchange with one master. */
    Proof prove(Credential credential);

    /** The client's part of one exchange. Used by one thread at a time. */
    interface Proof {

        /** What is sent along with the choice of the mechanism; often empty. */
        ByteString initial();

        /**
         * Answers a challenge.
         *
         * @throws AuthenticationException if the mechanism expects no challenge, or none like this
         */
        ByteString answer(ByteString challenge) throws AuthenticationException;
    }
}
