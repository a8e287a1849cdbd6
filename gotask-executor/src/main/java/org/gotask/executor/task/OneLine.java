package org.gotask.executor.task;

import java.util.function.Supplier;
import org.gotask.text.ForeignText;

/** Converts texts of unknown origin to a single line. */
final class OneLine {

    private OneLine() {}

    /** The text as a line of {@link ForeignText}. */
    static String of(String text) {
        return ForeignText.line(text);
    }

    /**
     * The exception's class without its package, its message if it has one, and the location of the throw. Parts whose
     * methods throw are omitted, so that every exception can be reported.
     */
    static String of(Throwable failure) {
        Class<?> type = failure.getClass();
        String name = type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
        return name + orEmpty(() -> message(failure)) + orEmpty(() -> place(failure));
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? "" : ": " + of(message);
    }

    private static String place(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 || trace[0].getFileName() == null
                ? ""
                : " (" + trace[0].getFileName() + ":" + trace[0].getLineNumber() + ")";
    }

    private static String orEmpty(Supplier<String> part) {
        try {
            return part.get();
        } catch (Throwable e) { // thrown by a method of the failure
            return "";
        }
    }
}
