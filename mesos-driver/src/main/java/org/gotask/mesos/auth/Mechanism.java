package org.gotask.mesos.auth;

import com.google.protobuf.ByteString;

/**
 * A SASL mechanism (RFC 4422): the client may begin with some data, and then responds to challenges. The master offers
 * mechanisms by name, and the client chooses the first of its own that is offered. Implementations are immutable.
 */
public interface Mechanism {

    /** Its name, for example {@code CRAM-MD5}. */
    String name();

    /** Begins an exchange with a master that proves this credential. */
    Proof prove(Credential credential);

    /** The client's part of one exchange. Used by one thread at a time. */
    interface Proof {

        /** The data sent with the choice of the mechanism; often empty. */
        ByteString initial();

        /**
         * Responds to a challenge.
         *
         * @throws AuthenticationException if the mechanism expects no challenge, or a different one
         */
        ByteString answer(ByteString challenge) throws AuthenticationException;
    }
}
