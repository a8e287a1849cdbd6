package org.gotask.scheduler;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gotask.scheduler.run.Faults;
import org.jspecify.annotations.Nullable;

/**
 * Fails the run when a {@link VirtualMachineError} other than a stack overflow, or a {@link LinkageError}, ends any
 * thread of the process. Their usual causes are a lack of memory and a lack of file descriptors; the run may depend on
 * that thread, and would wait for it. Later errors follow from the first one, and are not reported. All other
 * exceptions are printed as usual. Installed only if the program has not set a handler. Thread-safe.
 */
final class UncaughtErrors implements UncaughtExceptionHandler, AutoCloseable {

    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile @Nullable Consumer<String> run;

    private UncaughtErrors() {}

    /** Installs the handler, unless there is another one. */
    static UncaughtErrors install() {
        UncaughtErrors handler = new UncaughtErrors();
        if (Thread.getDefaultUncaughtExceptionHandler() == null) {
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
        return handler;
    }

    /** From now on errors fail this run; the function receives the cause and must not block. */
    void fail(Consumer<String> running) {
        run = running;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        Consumer<String> running = run;
        if (running == null || !concernsTheProcess(thrown)) {
            print(thread, thrown);
        } else if (failed.compareAndSet(false, true)) {
            fail(running, "error in the thread " + thread.getName() + ": ", thrown);
            if (!Faults.isOutOfMemory(thrown)) {
                print(thread, thrown);
            }
        }
    }

    private void fail(Consumer<String> running, String where, Throwable thrown) {
        try {
            running.accept(where + Faults.describe(thrown));
        } catch (RuntimeException | Error e) {
            failed.set(false); // the report may fail for lack of memory; then the next error is reported
        }
    }

    private static boolean concernsTheProcess(Throwable thrown) {
        return (thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError))
                || thrown instanceof LinkageError;
    }

    /** As Java does without a handler. */
    private static void print(Thread thread, Throwable thrown) {
        System.err.print("Exception in thread \"" + thread.getName() + "\" ");
        thrown.printStackTrace(System.err);
    }

    @Override
    public void close() {
        if (Thread.getDefaultUncaughtExceptionHandler() == this) {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
    }
}
