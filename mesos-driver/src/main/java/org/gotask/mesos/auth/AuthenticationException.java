package org.gotask.mesos.auth;

/** An exchange cannot be gone on with; the message is one line that says why, without any secret. */
public final class AuthenticationException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With the reason. */
    public AuthenticationException(String message) {
        super(message);
    }
}
