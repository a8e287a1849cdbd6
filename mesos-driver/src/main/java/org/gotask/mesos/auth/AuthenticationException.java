package org.gotask.mesos.auth;

/** An exchange cannot be continued; the message is one line with the reason, without any secret. */
public final class AuthenticationException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with this reason. */
    public AuthenticationException(String message) {
        super(message);
    }
}
