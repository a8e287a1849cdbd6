package org.gotask.mesos.runtime;

/** A task that will run on the event loop unless it is cancelled. */
@FunctionalInterface
public interface Timer {

    /** Cancels the task. On the event loop it then never runs; elsewhere it may run concurrently. */
    void cancel();
}
