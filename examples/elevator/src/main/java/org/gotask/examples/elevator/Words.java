package org.gotask.examples.elevator;

import java.util.ArrayList;
import java.util.List;
import org.gotask.TaskMsg;

/** Reads the text of a message word by word; each method says what it expected when it finds something else. */
final class Words {

    private static final int SHOWN_CHARS = 60;

    private final TaskMsg msg;
    private final String[] words;
    private int next;

    Words(TaskMsg msg) {
        this.msg = msg;
        this.words = msg.text().split(" ", -1);
    }

    /** The next word, whatever it is. */
    String word(String expected) {
        if (next == words.length) {
            throw unreadable("the end", expected);
        }
        return words[next++];
    }

    /** The next word, which must be this one. */
    void literally(String expected) {
        String found = word(expected);
        if (!found.equals(expected)) {
            throw wrong(found, expected);
        }
    }

    /** A whole number from 0. */
    int number(String expected) {
        String word = word(expected);
        int number = numberIn(word);
        if (number < 0) {
            throw wrong(word, expected);
        }
        return number;
    }

    Direction direction() {
        String word = word("a direction");
        for (Direction direction : Direction.values()) {
            if (direction.word().equals(word)) {
                return direction;
            }
        }
        throw wrong(word, "a direction");
    }

    /** All riders up to the next word that does not begin with a digit, or the end. */
    List<Rider> riders() {
        List<Rider> riders = new ArrayList<>();
        while (next < words.length && startsWithDigit(words[next])) {
            riders.add(rider(words[next++]));
        }
        return riders;
    }

    void end() {
        if (next < words.length) {
            throw wrong(words[next], "the end");
        }
    }

    private Rider rider(String word) {
        int arrow = word.indexOf('>');
        int at = word.indexOf('@', arrow + 1);
        if (arrow > 0 && at > 0) {
            int from = numberIn(word.substring(0, arrow));
            int to = numberIn(word.substring(arrow + 1, at));
            int calledAt = numberIn(word.substring(at + 1));
            if (from >= 0 && to >= 0 && from != to && calledAt >= 1) {
                return new Rider(from, to, calledAt);
            }
        }
        throw wrong(word, "a rider such as 3>7@57");
    }

    private static boolean startsWithDigit(String word) {
        return !word.isEmpty() && isDigit(word.charAt(0));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The number, or -1 if the word is none or too long for one. */
    private static int numberIn(String word) {
        if (word.isEmpty() || word.length() > 9) {
            return -1;
        }
        for (int i = 0; i < word.length(); i++) {
            if (!isDigit(word.charAt(i))) {
                return -1;
            }
        }
        return Integer.parseInt(word);
    }

    IllegalArgumentException wrong(String found, String expected) {
        return unreadable("\"" + shorten(found) + "\"", expected);
    }

    private IllegalArgumentException unreadable(String found, String expected) {
        return new IllegalArgumentException("message cannot be read: task=" + msg.taskName() + ", text=\""
                + shorten(msg.text()) + "\", expected " + expected + " but found " + found);
    }

    private static String shorten(String text) {
        String oneLine = text.replace('\n', ' ').replace('\r', ' ');
        return oneLine.length() <= SHOWN_CHARS ? oneLine : oneLine.substring(0, SHOWN_CHARS) + "...";
    }
}
