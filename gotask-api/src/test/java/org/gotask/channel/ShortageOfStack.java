package org.gotask.channel;

import java.util.SplittableRandom;

/** Runs steps of a test in recursions, at random distances from the end of the stack. For one thread. */
final class ShortageOfStack {

    /** A step of a test. */
    interface Step {
        void run() throws InterruptedException;
    }

    /** The stack of a platform thread; virtual threads have that of their carrier. */
    static final long STACK_BYTES = 400_000;

    private final SplittableRandom random;
    private int depth;
    private int deepest;
    private int errors;

    ShortageOfStack(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Runs the step with little stack left; false if it overflowed. */
    boolean attempt(Step step) throws InterruptedException {
        try {
            runShort(step);
            return true;
        } catch (StackOverflowError e) {
            errors++;
            return false;
        }
    }

    /** The number of failed steps. */
    int errors() {
        return errors;
    }

    private void runShort(Step step) throws InterruptedException {
        if (deepest == 0 || random.nextInt(50) == 0) {
            deepest = measured(); // changes as methods are compiled
        }
        // most steps run in the last few kilobytes
        int distance = random.nextInt(3) == 0 ? random.nextInt(deepest / 4) : random.nextInt(Math.min(deepest, 200));
        recurse(deepest - distance, random.nextInt(4), step);
    }

    private int measured() throws InterruptedException {
        depth = 0;
        try {
            recurse(Integer.MAX_VALUE, 0, () -> {});
        } catch (StackOverflowError e) {
            // the end of the stack
        }
        return depth;
    }

    /** Some frames are larger, so that the step begins at distances that frames of one size never reach. */
    private void recurse(int left, int wide, Step step) throws InterruptedException {
        depth++;
        if (left <= 0) {
            step.run();
        } else if (wide > 0) {
            recurseWide(left - 1, wide - 1, step, left, wide);
        } else {
            recurse(left - 1, 0, step);
        }
    }

    private void recurseWide(int left, int wide, Step step, long one, long other) throws InterruptedException {
        recurse(left, wide, step);
        depth += one + other < 0 ? 1 : 0;
    }

    /** Starts a thread for the other side of the channels. */
    static Thread partner(Step step) {
        return Thread.ofVirtual().start(() -> {
            try {
                step.run();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }
}
