package org.gotask.examples.elevator.control;

/** Shows a run while it goes on. Used by one thread. */
interface Display extends AutoCloseable {

    /** Opens a display for a run. */
    @FunctionalInterface
    interface Opener {
        /** Opens a display, which the caller is to close. */
        Display open(Plan plan) throws InterruptedException;
    }

    /** Shows the house after a tick; called for each tick in turn. */
    void show(Scene scene);

    /** Puts the terminal back in order. Closing again does nothing. */
    @Override
    void close();
}
