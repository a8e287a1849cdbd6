package org.gotask.scope;

import org.jspecify.annotations.Nullable;

/** Describes throwables of unknown origin, whose methods may all fail. */
final class FailureText {

    private static final StackTraceElement[] NO_TRACE = {};

    private FailureText() {}

    /** The text of the throwable; its class alone if it has none. */
    static String of(Throwable failure) {
        @Nullable String text;
        try {
            text = failure.toString();
        } catch (Throwable e) { // the failure must be reported even if its own methods throw
            text = null;
        }
        return text == null ? failure.getClass().getName() : text;
    }

    /** The stack trace of the throwable; empty if it has no valid one. */
    static StackTraceElement[] trace(Throwable failure) {
        @Nullable StackTraceElement[] trace;
        try {
            trace = failure.getStackTrace();
        } catch (Throwable e) { // as above
            return NO_TRACE;
        }
        if (trace == null) {
            return NO_TRACE;
        }
        for (StackTraceElement element : trace) {
            if (element == null) {
                return NO_TRACE;
            }
        }
        return trace;
    }
}
