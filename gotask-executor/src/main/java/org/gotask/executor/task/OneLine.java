package org.gotask.executor.task;

/** Makes texts of unknown origin fit for a report of one line. */
final class OneLine {

    private static final int MAX_CHARS = 1000;

    private OneLine() {}

    /** The text with line breaks and other control characters turned into blanks, cut to a length that can be read. */
    static String of(String text) {
        String cut = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "…" : text;
        return cut.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
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
