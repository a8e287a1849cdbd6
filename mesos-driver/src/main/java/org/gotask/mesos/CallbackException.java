package org.gotask.mesos;

/**
 * A callback of a scheduler or executor has thrown, and the driver was aborted for it. Thrown by {@code join} and
 * {@code run}; the cause is what the callback threw.
 */
public final class CallbackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the callback that threw. */
    public CallbackException(String callback, Throwable cause) {
        super("callback threw, driver aborted: callback=" + callback + ", thrown=" + cause, cause);
    }
}
