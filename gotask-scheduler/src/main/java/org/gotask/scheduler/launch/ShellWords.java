package org.gotask.scheduler.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * Words as a POSIX shell separates and quotes them. Nothing is expanded: {@code $}, {@code *} and back quotes are
 * characters like others. Stateless.
 */
public final class ShellWords {

    /** The characters before which a backslash in double quotes is removed. */
    private static final String ESCAPED_IN_QUOTES = "\"\\$`";

    private ShellWords() {}

    /**
     * Splits a text at blanks, tabs and line breaks. Single quotes, double quotes and backslashes have the meaning that
     * they have in a shell, and are removed.
     *
     * @throws IllegalArgumentException if a quote is not closed, or nothing follows a backslash; the message says which
     */
    public static List<String> split(String text) {
        return new Splitter(text).words();
    }

    /** The text as one word of a command line. */
    static String quote(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** The state of one {@link #split}. */
    private static final class Splitter {

        private final String text;
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean inWord;
        private int at;

        Splitter(String text) {
            this.text = text;
        }

        List<String> words() {
            while (at < text.length()) {
                char c = text.charAt(at++);
                switch (c) {
                    case ' ', '\t', '\n', '\r' -> endWord();
                    case '\'' -> singleQuoted();
                    case '"' -> doubleQuoted();
                    case '\\' -> add(next("nothing follows the backslash"));
                    default -> add(c);
                }
            }
            endWord();
            return List.copyOf(words);
        }

        private void endWord() {
            if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }

        private void add(char c) {
            word.append(c);
            inWord = true;
        }

        private void singleQuoted() {
            inWord = true;
            String problem = "a single quote is not closed";
            for (char c = next(problem); c != '\''; c = next(problem)) {
                add(c);
            }
        }

        private void doubleQuoted() {
            inWord = true;
            String problem = "a double quote is not closed";
            for (char c = next(problem); c != '"'; c = next(problem)) {
                if (c == '\\') {
                    char following = next(problem);
                    if (ESCAPED_IN_QUOTES.indexOf(following) < 0) {
                        add(c);
                    }
                    add(following);
                } else {
                    add(c);
                }
            }
        }

        private char next(String problem) {
            if (at == text.length()) {
                throw new IllegalArgumentException(problem + ": " + text);
            }
            return text.charAt(at++);
        }
    }
}
