package org.gotask.mesos.log;

/**
 * Reports a lack of memory, which concerns the process as a whole: many threads notice it, and a log line of each with a
 * stack trace would only repeat it.
 */
public final class ProcessErrors {

    private ProcessErrors() {}

    /**
     * Passes an {@link OutOfMemoryError} to the handler of uncaught exceptions of this thread, as if the thread had ended.
     *
     * @return false for any other throwable, which the caller has to log
     */
    public static boolean report(Throwable thrown) {
        if (!(thrown instanceof OutOfMemoryError)) {
            return false;
        }
        Thread current = Thread.currentThread();
        current.getUncaughtExceptionHandler().uncaughtException(current, thrown);
        return true;
    }
}
