package org.gotask.scheduler;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gotask.exit.ExitCause;

/**
 * Prints a line if a signal ends the process after it has read its command line and before its run begins. There is
 * nothing to stop yet. Thread-safe.
 */
final class EarlySignal {

    private static final AtomicBoolean INSTALLED = new AtomicBoolean();

    private static volatile boolean ended;

    private EarlySignal() {}

    /** Installs the handler, once for the process. */
    static void explain() {
        if (INSTALLED.compareAndSet(false, true)) {
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(EarlySignal::print, "gotask-early-signal"));
            } catch (IllegalStateException e) {
                // the process is ending already
            }
        }
    }

    /** From now on the run, or the program itself, handles signals. */
    static void end() {
        ended = true;
    }

    private static void print() {
        if (!ended && ExitCause.find(List.of()) instanceof ExitCause.Signal signal) {
            System.err.println("gotask: " + SignalStop.reason(signal) + ", before the run started");
        }
    }
}
