package org.gotask.examples.elevator.control;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds back the output on standard error while a picture covers the terminal, because text on the alternate screen is
 * lost when the terminal leaves that screen. The picture can show the last lines; {@link #release} prints all lines, at
 * most the last 1,000. Thread-safe.
 */
final class HeldErrors {

    private static final int MOST_LINES = 1_000;
    private static final int LONGEST_LINE_BYTES = 8_192;

    private final PrintStream target;
    private final PrintStream stream;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Runnable onLine = () -> {};

    // guarded by lock
    private final Deque<String> lines = new ArrayDeque<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private int dropped;
    private boolean released;

    /** Holds back the output to {@link #stream} until its release to the target. */
    HeldErrors(PrintStream target) {
        this.target = target;
        this.stream = new PrintStream(new Sink(), true, target.charset());
    }

    /** Replaces standard error until the release. */
    static HeldErrors ofStandardError() {
        HeldErrors held = new HeldErrors(System.err);
        System.setErr(held.stream);
        return held;
    }

    /** The stream for the output to be held back. After the release it writes to the target. */
    PrintStream stream() {
        return stream;
    }

    /** Sets the action after each line, in the thread that has written it. */
    void onLine(Runnable action) {
        onLine = action;
    }

    /** The last lines, at most this number; none if the number is negative. */
    List<String> last(int most) {
        lock.lock();
        try {
            return lines.stream()
                    .skip(Math.max(0, lines.size() - Math.max(0, most)))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Prints the held lines and restores standard error. A second call does nothing. */
    @SuppressWarnings("ReferenceEquality") // another stream may have been set meanwhile
    void release() {
        lock.lock();
        try {
            if (released) {
                return;
            }
            released = true;
            if (System.err == stream) {
                System.setErr(target);
            }
            if (dropped > 0) {
                target.println("(" + dropped + " earlier lines were dropped)");
            }
            lines.forEach(target::println);
            target.print(begun.toString(target.charset()));
            target.flush();
        } finally {
            lock.unlock();
        }
    }

    /** Splits the output into lines. */
    private final class Sink extends OutputStream {

        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            boolean ended = false;
            lock.lock();
            try {
                if (released) {
                    target.write(bytes, offset, length);
                    target.flush();
                    return;
                }
                for (int i = offset; i < offset + length; i++) {
                    ended |= hold(bytes[i]);
                }
            } finally {
                lock.unlock();
            }
            if (ended) {
                // without the lock, because the picture acquires it while it holds its own lock
                onLine.run();
            }
        }

        private boolean hold(byte next) {
            if (next != '\n') {
                begun.write(next);
                if (begun.size() < LONGEST_LINE_BYTES) {
                    return false;
                }
            }
            if (lines.size() == MOST_LINES) {
                lines.removeFirst();
                dropped++;
            }
            lines.addLast(begun.toString(target.charset()));
            begun.reset();
            return true;
        }
    }
}
