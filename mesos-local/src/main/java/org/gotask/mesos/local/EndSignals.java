package org.gotask.mesos.local;

import java.util.regex.Pattern;

/**
 * The signals that have requested the end of this JVM. Java does not report those after the first one, but starts a
 * thread for each, which exists until the end.
 */
final class EndSignals {

    private static final Pattern HANDLER = Pattern.compile("SIG[A-Z0-9]+ handler");

    private EndSignals() {}

    /** The number of signals received. */
    static int received() {
        ThreadGroup all = Thread.currentThread().getThreadGroup();
        for (ThreadGroup outer = all.getParent(); outer != null; outer = all.getParent()) {
            all = outer;
        }
        Thread[] threads = new Thread[2 * all.activeCount() + 16]; // threads may start meanwhile
        int count = 0;
        for (int i = all.enumerate(threads) - 1; i >= 0; i--) {
            count += HANDLER.matcher(threads[i].getName()).matches() ? 1 : 0;
        }
        return count;
    }
}
