package org.gotask.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes a throwable of unknown origin in one line: the root cause with its message and the location of its throw,
 * after the exceptions that wrap it. Examples:
 *
 * <pre>
 *   IllegalStateException: no table (Table.java:31)
 *   UncheckedIOException: could not load table; caused by NoSuchFileException: /data/t (Table.java:12)
 * </pre>
 *
 * <p>A class has its name without the package. An exception of the JDK that has no message except that of its cause,
 * such as {@link ExceptionInInitializerError}, is omitted. The location is that of the topmost stack frame outside the
 * JDK. None of the methods of a throwable is relied on: a part whose methods throw is omitted.
 */
public final class FailureLine {

    private static final int MAX_CHARS = ForeignText.MAX_CHARS;

    /** The limit for the message of an exception that wraps the root cause, so that the root cause is not truncated. */
    private static final int MAX_OUTER_CHARS = 250;

    /** The exceptions that are described: the outermost ones and the root cause. */
    private static final int MAX_PARTS = 3;

    /** The causes that are followed; a chain of more may be endless. */
    private static final int MAX_CAUSES = 100;

    private FailureLine() {}

    /** Returns the line. */
    public static String of(Throwable failure) {
        List<Throwable> chain = chain(Objects.requireNonNull(failure, "failure"));
        Throwable root = chain.getLast();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i + 1 < chain.size() && parts.size() < MAX_PARTS - 1; i++) {
            outer(chain.get(i), chain.get(i + 1), parts);
        }
        String name = name(root);
        parts.add(name + orEmpty(() -> message(root)) + orEmpty(() -> place(root)));
        return String.join("; caused by ", parts);
    }

    /** The throwable and its causes; the last one is the root cause, even if the causes form a cycle. */
    private static List<Throwable> chain(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (@Nullable Throwable next = failure;
                next != null && seen.add(next) && chain.size() < MAX_CAUSES;
                next = cause(next)) {
            chain.add(next);
        }
        return chain;
    }

    private static @Nullable Throwable cause(Throwable failure) {
        try {
            return failure.getCause();
        } catch (Throwable e) { // thrown by a method of the failure
            return null;
        }
    }

    /** Adds the part of an exception that wraps another, unless it adds nothing to that one. */
    private static void outer(Throwable failure, Throwable cause, List<String> parts) {
        String own = orEmpty(() -> ownMessage(failure, cause));
        if (!own.isEmpty()) {
            parts.add(name(failure) + ": " + ForeignText.line(own, MAX_OUTER_CHARS));
        } else if (!isOfJdk(failure.getClass().getName())) {
            parts.add(name(failure));
        }
    }

    /** The message without the text of the cause, which constructors append. */
    private static String ownMessage(Throwable failure, Throwable cause) {
        String message = failure.getMessage();
        if (message == null) {
            return "";
        }
        String text = orEmpty(cause::toString);
        String own = !text.isEmpty() && message.endsWith(text)
                ? message.substring(0, message.length() - text.length())
                : message;
        String stripped = own.strip();
        return stripped.endsWith(":")
                ? stripped.substring(0, stripped.length() - 1).strip()
                : stripped;
    }

    private static String name(Throwable failure) {
        Class<?> type = failure.getClass();
        return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? "" : ": " + ForeignText.line(message, MAX_CHARS);
    }

    private static String place(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        for (StackTraceElement frame : trace) {
            if (frame.getFileName() != null && !isOfJdk(frame.getClassName())) {
                return place(frame);
            }
        }
        return trace.length == 0 || trace[0].getFileName() == null ? "" : place(trace[0]);
    }

    private static String place(StackTraceElement frame) {
        return " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
    }

    private static boolean isOfJdk(String className) {
        return className.startsWith("java.")
                || className.startsWith("javax.")
                || className.startsWith("jdk.")
                || className.startsWith("sun.");
    }

    private static String orEmpty(Supplier<@Nullable String> part) {
        try {
            String text = part.get();
            return text == null ? "" : text;
        } catch (Throwable e) { // thrown by a method of the failure
            return "";
        }
    }
}
