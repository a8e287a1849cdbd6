package org.gotask.mesos;

/**
 * Thrown by {@code join} and {@code run} after a callback of a scheduler or executor has thrown, which aborts the
 * driver. The cause is the throwable of the callback.
 */
public final class CallbackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the callback that threw. */
    public CallbackException(String callback, Throwable cause) {
        super("callback threw, driver aborted: callback=" + callback + ", thrown=" + cause, cause);
    }
}
