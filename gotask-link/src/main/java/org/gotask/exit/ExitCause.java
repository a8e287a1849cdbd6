package org.gotask.exit;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The reason for the end of the JVM, determined by a shutdown hook: a signal or a call of {@link System#exit}. Java
 * does not provide it. It follows from the thread that waits for the hooks: a signal is handled by a separate thread,
 * and a call is on the stack of the caller.
 */
public sealed interface ExitCause {

    /**
     * A signal.
     *
     * @param name for example {@code SIGTERM}
     */
    record Signal(String name) implements ExitCause {

        /** Refuses null. */
        public Signal {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * A call of {@link System#exit} or {@link Runtime#exit}.
     *
     * @param caller the thread that calls it
     * @param place the location of the call, for example {@code Words.java:31}; empty if it is unknown
     */
    record Call(Thread caller, String place) implements ExitCause {

        /** Refuses null. */
        public Call {
            Objects.requireNonNull(caller, "caller");
            Objects.requireNonNull(place, "place");
        }
    }

    /** Not found: the last non-daemon thread has ended, or a virtual thread that was not examined has called exit. */
    record Unknown() implements ExitCause {}

    /**
     * Finds the reason. To be called by a shutdown hook.
     *
     * @param virtualThreads the virtual threads that may have called exit; platform threads need not be listed
     */
    static ExitCause find(Collection<Thread> virtualThreads) {
        for (Thread thread : Objects.requireNonNull(virtualThreads, "virtualThreads")) {
            Optional<String> place = exitPlace(thread.getStackTrace());
            if (place.isPresent()) {
                return new Call(thread, place.get());
            }
        }
        Map<Thread, StackTraceElement[]> stacks = Thread.getAllStackTraces();
        for (Map.Entry<Thread, StackTraceElement[]> stack : stacks.entrySet()) {
            Optional<String> signal = Signals.ofHandler(stack.getKey());
            if (signal.isPresent()) {
                return new Signal(signal.get());
            }
        }
        for (Map.Entry<Thread, StackTraceElement[]> stack : stacks.entrySet()) {
            Optional<String> place = exitPlace(stack.getValue());
            if (place.isPresent()) {
                return new Call(stack.getKey(), place.get());
            }
        }
        return new Unknown();
    }

    /** Whether this thread has called exit, from which it does not return. */
    static boolean exits(Thread thread) {
        return exitPlace(Objects.requireNonNull(thread, "thread").getStackTrace())
                .isPresent();
    }

    /** The location of a call of exit on a stack. */
    private static Optional<String> exitPlace(StackTraceElement[] stack) {
        boolean exits = false;
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            if (type.equals("java.lang.Runtime") && frame.getMethodName().equals("exit")) {
                exits = true;
            } else if (exits && !type.equals("java.lang.System")) {
                return Optional.of(
                        frame.getFileName() == null ? "" : frame.getFileName() + ":" + frame.getLineNumber());
            }
        }
        return exits ? Optional.of("") : Optional.empty();
    }
}
