package org.gotask.proofs.stress;

import org.jspecify.annotations.Nullable;

/**
 * Lets one actor interrupt another, at a moment when that one is between {@link #enter} and {@link #leave}: the threads
 * belong to jcstress, and an interrupt must not reach them outside.
 */
final class Interrupter {

    private volatile @Nullable Thread target;
    private volatile boolean done;

    /** From now on the calling thread may be interrupted. */
    void enter() {
        target = Thread.currentThread();
    }

    /** Waits until the calling thread has been interrupted, and clears its flag. */
    void leave() {
        while (!done) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
    }

    /** Interrupts the thread that has entered; waits until one has. */
    void interrupt() {
        Thread thread = target;
        while (thread == null) {
            Thread.onSpinWait();
            thread = target;
        }
        thread.interrupt();
        done = true;
    }
}
