package org.gotask.launch;

/** The environment entries by which a scheduler sets the executors that it starts; what is not set has a default there. */
public final class ExecutorVariables {

    /** How long a task that is to end may take to return, and again to heed an interrupt; in milliseconds. */
    public static final String TASK_GRACE_MILLIS = "GOTASK_TASK_GRACE_MILLIS";

    /** The largest message that a task may send, in bytes. */
    public static final String MAX_MESSAGE_BYTES = "GOTASK_MAX_MESSAGE_BYTES";

    /** The kind of the link: {@code reliable} or {@code mesosgot}. */
    public static final String LINK = "GOTASK_LINK";

    /** How long a reliable link may get nothing through before it fails; in milliseconds. */
    public static final String LINK_TIMEOUT_MILLIS = "GOTASK_LINK_TIMEOUT_MILLIS";

    private ExecutorVariables() {}
}
