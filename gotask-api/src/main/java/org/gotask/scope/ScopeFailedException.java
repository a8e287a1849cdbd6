package org.gotask.scope;

/**
 * Thrown when a thread of a {@link Scope} failed, and the scope with it. The message names the thread and its
 * exception, for example {@code thread 'worker-3/reader' failed: java.io.IOException: disk full}; the cause is that
 * exception. Exceptions of other threads thrown while the scope ended are suppressed in it. The stack trace is that of
 * the cause, which is where the failure happened.
 */
public final class ScopeFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScopeFailedException(String threadName, Throwable cause) {
        super("thread '" + threadName + "' failed: " + FailureText.of(cause), cause);
        setStackTrace(FailureText.trace(cause));
    }
}
