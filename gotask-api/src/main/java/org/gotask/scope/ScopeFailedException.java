package org.gotask.scope;

/**
 * A thread of a {@link Scope} failed, and with it the scope. The message names the thread and what it threw, for example
 * {@code thread 'worker-3/reader' failed: java.io.IOException: disk full}; the cause is what it threw. What other threads
 * of the scope threw while they were being ended is suppressed in it. The stack trace is that of the cause, for there it
 * happened.
 */
public final class ScopeFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScopeFailedException(String threadName, Throwable cause) {
        super("thread '" + threadName + "' failed: " + FailureText.of(cause), cause);
        setStackTrace(FailureText.trace(cause));
    }
}
