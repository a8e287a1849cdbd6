package org.gotask.exit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The signals that have requested the end of this JVM. The JVM starts a thread for each of them, which exists until the
 * end: the first one runs the shutdown hooks, and those of further signals wait for it.
 */
public final class Signals {

    private static final Pattern HANDLER = Pattern.compile("(SIG[A-Z0-9]+) handler");

    private Signals() {}

    /** The number of signals received. A few milliseconds may pass between a signal and its appearance here. */
    public static int received() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        // the number of threads is an estimate and may grow; a signal that is missed is found by the next call
        Thread[] threads = new Thread[group.activeCount() * 2 + 16];
        int count = group.enumerate(threads, true);
        int handlers = 0;
        for (int i = 0; i < count; i++) {
            if (ofHandler(threads[i]).isPresent()) {
                handlers++;
            }
        }
        return handlers;
    }

    /** The signal that a thread handles. */
    static Optional<String> ofHandler(Thread thread) {
        Matcher handler = HANDLER.matcher(thread.getName());
        return handler.matches() ? Optional.of(handler.group(1)) : Optional.empty();
    }
}
