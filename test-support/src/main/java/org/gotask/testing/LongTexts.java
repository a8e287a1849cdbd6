package org.gotask.testing;

import java.util.List;
import java.util.stream.Stream;

/**
 * Texts of a mebibyte, such as a peer may send to keep its reader busy: whatever takes time in proportion to the square
 * of their length does not end within a test's time limit.
 */
public final class LongTexts {

    /** The number of characters of each text. */
    public static final int LENGTH = 1 << 20;

    private static final List<String> PARTS = List.of(
            " ",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\0",
            "\u001b",
            "\u009b2J",
            "\u2028",
            "\u202e",
            "\ud800",
            "\ud83d\ude00",
            "0",
            "7",
            "a",
            "-",
            ".",
            ",",
            ":",
            "@",
            "/",
            "^",
            "%",
            "=",
            "[",
            "{",
            "{\"",
            "\\",
            "\"",
            "a ",
            " \n",
            "0.",
            "\n x");

    private LongTexts() {}

    /** Whether a text contains no character that controls a terminal: no control and no format character. */
    public static boolean isPrintable(String text) {
        return text.chars().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    /** The texts, one after another: a part over and over, by itself and with something else at either end. */
    public static Stream<String> all() {
        return PARTS.stream().flatMap(part -> {
            String text = part.repeat(LENGTH / part.length());
            return Stream.of(text, "a" + text + "!");
        });
    }
}
