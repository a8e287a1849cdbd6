package org.gotask.mesos.libprocess;

import java.nio.ByteBuffer;

/**
 * Counts HTTP answers in what a peer sends, without reading them: each has the text {@code HTTP/1.} once, at its beginning.
 * A peer that has it elsewhere too only miscounts its own losses. Not thread-safe.
 */
final class AnswerCounter {

    private static final String BEGINNING = "HTTP/1.";

    private int matched;
    private long answers;

    /** Takes the bytes that came next; how many answers have begun so far. */
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
