package org.gotask.link;

import java.util.ArrayDeque;
import java.util.Queue;
import org.gotask.TaskMsg;

/**
 * The messages that have arrived for one task and are not delivered, and whether a thread delivers them. A pure state
 * machine: guarded by the lock of its link, except for the {@link #batch}, which belongs to the delivering thread.
 */
final class Arrivals {

    private enum State {
        /** No message waits and no thread delivers. */
        IDLE,
        /** A thread delivers, and comes back for {@link #next}. */
        DELIVERING,
        /** The delivering thread was given the end. */
        ENDED,
        /** No further message is delivered. */
        ABANDONED
    }

    /** The next step of the delivering thread. */
    enum Next {
        /** Deliver the {@link #batch}. */
        MESSAGES,
        /** Deliver the end, and stop. */
        END,
        /** Stop. */
        NOTHING
    }

    private State state = State.IDLE;
    private ArrayDeque<TaskMsg> waiting = new ArrayDeque<>();
    private ArrayDeque<TaskMsg> batch = new ArrayDeque<>();
    private boolean complete;

    /** Adds a message that has arrived; true if the calling thread must deliver it. */
    boolean add(TaskMsg message) {
        if (complete || state == State.ABANDONED) {
            return false;
        }
        waiting.add(message);
        return deliver();
    }

    /** No further message arrives; true if the calling thread must deliver the end. */
    boolean complete() {
        if (complete) {
            return false;
        }
        complete = true;
        return deliver();
    }

    private boolean deliver() {
        if (state != State.IDLE) {
            return false;
        }
        state = State.DELIVERING;
        return true;
    }

    /** The next step of the delivering thread, whose {@link #batch} is empty. */
    Next next() {
        if (state != State.DELIVERING) {
            return Next.NOTHING;
        }
        if (!waiting.isEmpty()) {
            ArrayDeque<TaskMsg> empty = batch;
            batch = waiting;
            waiting = empty;
            return Next.MESSAGES;
        }
        state = complete ? State.ENDED : State.IDLE;
        return complete ? Next.END : Next.NOTHING;
    }

    /** The messages to deliver; the delivering thread removes each once it has delivered it. */
    Queue<TaskMsg> batch() {
        return batch;
    }

    /** Whether all messages have arrived, delivered or not. */
    boolean isComplete() {
        return complete;
    }

    boolean isAbandoned() {
        return state == State.ABANDONED;
    }

    /** Drops the waiting messages, and those that still arrive. */
    void abandon() {
        state = State.ABANDONED;
        waiting.clear();
    }
}
