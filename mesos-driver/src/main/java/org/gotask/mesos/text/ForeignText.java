package org.gotask.mesos.text;

import java.util.Objects;

/**
 * Makes text from outside, such as a status message or a host name, fit for one line on a terminal or in a log: it can
 * neither begin another line nor send commands to the terminal. Takes time in proportion to the length of the result.
 */
public final class ForeignText {

    /** The default maximum number of characters. */
    public static final int MAX_CHARS = 1000;

    private static final String CUT = "…";
    private static final char REPLACEMENT = '?';

    private ForeignText() {}

    /** {@link #line(String, int)} of at most {@link #MAX_CHARS} characters. */
    public static String line(String text) {
        return line(text, MAX_CHARS);
    }

    /**
     * The text in one line: line breaks and tabs, with the blanks around them, become one blank; other control
     * characters, marks that change the direction of writing and other invisible characters become question marks.
     * Blanks at the beginning and the end are removed.
     *
     * @param maxChars the maximum length; a longer text is truncated and ends with {@code …}
     * @throws IllegalArgumentException if that is negative
     */
    public static String line(String text, int maxChars) {
        Objects.requireNonNull(text, "text");
        if (maxChars < 0) {
            throw new IllegalArgumentException(
                    "length of a line out of range: maxChars=" + maxChars + ", expected 0 or more");
        }
        int end = text.length();
        int at = 0;
        while (at < end && isBlank(text.charAt(at))) {
            at++;
        }
        StringBuilder line = new StringBuilder(Math.min(end - at, maxChars) + 1);
        int blanks = 0;
        boolean broken = false;
        while (at < end) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (isBlank(c)) {
                blanks++;
                broken |= c != ' ';
                continue;
            }
            int gap = broken ? 1 : blanks;
            if (line.length() + gap + Character.charCount(c) > maxChars) {
                return line.append(CUT).toString();
            }
            line.repeat(" ", gap).appendCodePoint(isShown(c) ? c : REPLACEMENT);
            blanks = 0;
            broken = false;
        }
        return line.toString();
    }

    private static boolean isBlank(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
