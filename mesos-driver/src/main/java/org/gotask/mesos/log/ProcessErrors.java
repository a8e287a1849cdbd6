package org.gotask.mesos.log;

/**
 * Reports a lack of memory, which concerns the process as a whole: many threads notice it, and a log line with a stack
 * trace from each would only repeat it.
 */
public final class ProcessErrors {

    private ProcessErrors() {}

    /**
     * Passes an {@link OutOfMemoryError} to the uncaught exception handler of this thread, as if the thread had ended:
     * what the handler throws is ignored.
     *
     * @return false for any other throwable, which the caller has to log
     */
    public static boolean report(Throwable thrown) {
        if (!(thrown instanceof OutOfMemoryError)) {
            return false;
        }
        Thread current = Thread.currentThread();
        try {
            current.getUncaughtExceptionHandler().uncaughtException(current, thrown);
        } catch (RuntimeException | Error e) {
            // for example out of memory again; the caller must be able to end its work
        }
        return true;
    }
}
