package org.gotask.scheduler;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gotask.scheduler.run.Faults;
import org.jspecify.annotations.Nullable;

/**
 * Fails the run when an {@link Error} ends any thread of the process, such as a lack of memory or of file descriptors: the
 * run may depend on that thread, and would wait for it. Of several such errors, which follow from the first one, only the
 * first is reported. Everything else is printed as usual. Installed only if the program has no handler of its own.
 * Thread-safe.
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
            running.accept("error in the thread " + thread.getName() + ": " + Faults.describe(thrown));
            if (!Faults.isOutOfMemory(thrown)) {
                print(thread, thrown);
            }
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
