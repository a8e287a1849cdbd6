package org.gotask.mesos.libprocess.outbound;

import java.nio.ByteBuffer;

/**
 * Counts the HTTP responses in a byte stream without parsing them: each contains the text {@code HTTP/1.} once, at its
 * beginning. A peer whose responses contain it elsewhere falsifies only its own count of losses. Not thread-safe.
 */
final class AnswerCounter {

    private static final String BEGINNING = "HTTP/1.";

    private int matched;
    private long answers;

    /** Processes the next bytes; returns the number of responses that have begun so far. */
    long count(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int next = bytes.get();
            if (next == BEGINNING.charAt(matched)) {
                matched++;
                if (matched == BEGINNING.length()) {
                    matched = 0;
                    answers++;
                }
            } else {
                matched = next == BEGINNING.charAt(0) ? 1 : 0;
            }
        }
        return answers;
    }
}
