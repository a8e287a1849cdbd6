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

    /** The exception's class without its package, and its message if it has one. */
    static String of(Throwable failure) {
        Class<?> type = failure.getClass();
        String name = type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
        String message = failure.getMessage();
        return message == null || message.isBlank() ? name : name + ": " + of(message);
    }
}
