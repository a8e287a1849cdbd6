package org.gotask.benchmarks.link;

/**
 * What is measured.
 *
 * @param direction which way messages go
 * @param sizeBytes the size of each
 * @param tasks how many talk to the one scheduler function, or the one client
 */
record Scenario(Direction direction, int sizeBytes, int tasks) {

    /** Seen from the scheduler function. */
    enum Direction {
        /** From the scheduler function to the tasks. */
        DOWN,
        /** From the tasks to the scheduler function. */
        UP,
        /** Both at the same time. */
        BOTH,
        /** One message to a task and back, one after the other. */
        PING;

        boolean isDown() {
            return this != UP;
        }

        boolean isUp() {
            return this == UP || this == BOTH;
        }
    }
}
