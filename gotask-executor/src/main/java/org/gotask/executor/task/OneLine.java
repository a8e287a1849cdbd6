package org.gotask.executor.task;

import org.gotask.text.FailureLine;
import org.gotask.text.ForeignText;

/** Converts texts of unknown origin to a single line. */
final class OneLine {

    private OneLine() {}

    /** The text as a line of {@link ForeignText}. */
    static String of(String text) {
        return ForeignText.line(text);
    }

    /** The exception and its causes as a line of {@link FailureLine}. */
    static String of(Throwable failure) {
        return FailureLine.of(failure);
    }
}
