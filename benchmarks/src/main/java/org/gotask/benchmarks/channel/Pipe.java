package org.gotask.benchmarks.channel;

/**
 * What values pass through, as each peer on the JVM has it. A fork of JMH loads one implementation only, so that the call
 * through this interface is inlined.
 */
interface Pipe<T> {

    /** Waits while the pipe is full or, at capacity 0, until the value is received. */
    void send(T value) throws InterruptedException;

    /** Waits for a value. */
    T receive() throws InterruptedException;
}
