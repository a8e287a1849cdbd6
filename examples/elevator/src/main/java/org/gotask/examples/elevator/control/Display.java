package org.gotask.examples.elevator.control;

/** Shows the progress of a run. Confined to one thread. */
interface Display extends AutoCloseable {

    /** Opens a display for a run. */
    @FunctionalInterface
    interface Opener {
        /** Opens a display; the caller closes it. */
        Display open(Plan plan) throws InterruptedException;
    }

    /** Shows the number of tasks that are ready. Called before the first tick: with 0, and again after each task. */
    void starting(int ready, int tasks);

    /** Shows the building after a tick; called for each tick in turn. */
    void show(Scene scene);

    /** Restores the terminal. Closing again does nothing. */
    @Override
    void close();
}
