package org.gotask.scheduler.run;

import org.gotask.text.FailureLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Describes and logs exceptions and errors of a run and of user code. */
public final class Faults {

    /** The causes that are followed; a chain of more may be endless. */
    private static final int MAX_CAUSES = 100;

    private Faults() {}

    /** Loads the classes that describe a fault: at the time of a fault it may be impossible to open their files. */
    static void prepare() {
        describe(new IllegalStateException("sample", new IllegalArgumentException()));
    }

    /** The throwable and its causes in one line, with advice where there is some. */
    public static String describe(Throwable fault) {
        String line = FailureLine.of(fault);
        return isOutOfMemory(fault)
                ? line + "; the heap of this process is limited to "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB, raise it with java -Xmx"
                : line;
    }

    /**
     * Logs a fault with its stack trace; a lack of memory only at debug level, because its stack trace says little,
     * many threads may report it, and the outcome of the run names it.
     */
    public static void log(Logger log, String what, Throwable fault) {
        if (isOutOfMemory(fault)) {
            log.debug(what, fault);
        } else {
            log.error(what, fault);
        }
    }

    /** Whether the heap is exhausted. */
    public static boolean isOutOfMemory(Throwable fault) {
        @Nullable Throwable cause = fault;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
