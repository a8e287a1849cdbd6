package org.gotask.mesos;

/** Something that will run on the event loop unless it is cancelled. */
@FunctionalInterface
interface Timer {

    /** Keeps the timer from running. On the event loop this is certain; does nothing if it has run. */
    void cancel();
}
