package org.gotask.launch;

/** The environment entries with which a scheduler configures the executors that it starts; executors have defaults. */
public final class ExecutorVariables {

    /** How long an ending task may take to return, and after that to respond to an interrupt; in milliseconds. */
    public static final String TASK_GRACE_MILLIS = "GOTASK_TASK_GRACE_MILLIS";

    /** The largest message that a task may send, in bytes. */
    public static final String MAX_MESSAGE_BYTES = "GOTASK_MAX_MESSAGE_BYTES";

    /** The kind of the link: {@code reliable} or {@code mesosgot}. */
    public static final String LINK = "GOTASK_LINK";

    /** How long messages may remain unacknowledged before a reliable link fails; in milliseconds. */
    public static final String LINK_TIMEOUT_MILLIS = "GOTASK_LINK_TIMEOUT_MILLIS";

    private ExecutorVariables() {}
}
