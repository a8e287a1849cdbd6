package org.gotask.executor.task;

import org.gotask.text.ForeignText;

/** Makes texts of unknown origin fit for a report of one line. */
final class OneLine {

    private OneLine() {}

    /** The text as {@link ForeignText} makes it. */
    static String of(String text) {
        return ForeignText.line(text);
    }

    /** The exception's class without its package, its message if it has one, and where it was thrown. */
    static String of(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 || trace[0].getFileName() == null
                ? kindAndMessage(failure)
                : kindAndMessage(failure) + " (" + trace[0].getFileName() + ":" + trace[0].getLineNumber() + ")";
    }

    private static String kindAndMessage(Throwable failure) {
        Class<?> type = failure.getClass();
        String name = type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
        String message = failure.getMessage();
        return message == null || message.isBlank() ? name : name + ": " + of(message);
    }
}
