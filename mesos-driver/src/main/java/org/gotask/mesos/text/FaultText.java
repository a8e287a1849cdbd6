package org.gotask.mesos.text;

/**
 * Describes a fault of this process in one line, with its root cause: an exception that wraps another often adds
 * nothing.
 */
public final class FaultText {

    /** The causes that are followed; a chain of more may be endless. */
    private static final int MAX_CAUSES = 100;

    private FaultText() {}

    /** The throwable and, if it has a cause, the root cause. */
    public static String of(Throwable fault) {
        Throwable root = fault;
        for (int i = 0; i < MAX_CAUSES && root.getCause() != null; i++) {
            root = root.getCause();
        }
        String cause = root.toString();
        String text = fault.toString();
        // constructors copy the text of the cause
        return ForeignText.line(text.contains(cause) ? text : text + "; caused by " + cause);
    }
}
