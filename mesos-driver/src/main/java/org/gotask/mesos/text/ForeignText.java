package org.gotask.mesos.text;

import java.util.Objects;

/**
 * Sanitizes text from other processes, such as a status message or a host name, for one line on a terminal or in a log.
 * The result can neither begin another line nor send commands to the terminal. Takes time in proportion to the length
 * of the result.
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
     * Returns a text in one line. Line breaks and tabs, with the blanks around them, become one blank; other control
     * characters, bidirectional marks and other invisible characters become question marks. Leading and trailing blanks
     * are removed.
     *
     * @param maxChars the maximum length; a longer text is truncated and ends with {@code …}
     * @throws IllegalArgumentException if the limit is negative
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
