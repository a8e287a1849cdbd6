package org.gotask.mesos.local.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decides the fault of each message of one stream: it is dropped, duplicated, delayed until some that follow have
 * overtaken it, or passed. Each message consumes the same number of random numbers, so that the fault of the n-th
 * depends only on n. Thread-safe.
 *
 * @param <M> the type of messages
 */
final class FaultyStream<M> {

    private static final int MAX_OVERTAKEN = 8;

    private final FaultRates faults;
    private final FaultCounters counters;
    private final SplittableRandom random;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Held<M>> held = new ArrayList<>(); // guarded by lock

    FaultyStream(FaultRates faults, long streamSeed, FaultCounters counters) {
        this.faults = faults;
        this.counters = counters;
        this.random = new SplittableRandom(streamSeed);
    }

    /** Takes the next message of the stream, and returns the messages to deliver now, in order. */
    List<M> next(M message) {
        lock.lock();
        try {
            boolean dropped = random.nextDouble() < faults.drop();
            boolean doubled = random.nextDouble() < faults.duplicate();
            var due = new ArrayList<M>();
            var heldNow = new ArrayList<Held<M>>();
            for (int copy = 0; copy < 2; copy++) {
                boolean holdBack = random.nextDouble() < faults.reorder();
                int overtakers = random.nextInt(1, MAX_OVERTAKEN + 1);
                if (dropped || (copy == 1 && !doubled)) {
                    continue;
                }
                if (holdBack) {
                    heldNow.add(new Held<>(message, overtakers));
                } else {
                    due.add(message);
                }
            }
            counters.count(dropped, !dropped && doubled, heldNow.size());
            due.addAll(overtaken(dropped ? 0 : due.size()));
            held.addAll(heldNow);
            return due;
        } finally {
            lock.unlock();
        }
    }

    /** Returns all delayed messages, to deliver them now. */
    List<M> flush() {
        lock.lock();
        try {
            List<M> due = held.stream().map(Held::message).toList();
            held.clear();
            return due;
        } finally {
            lock.unlock();
        }
    }

    /** Whether messages are delayed. */
    boolean holds() {
        lock.lock();
        try {
            return !held.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private List<M> overtaken(int passing) {
        var due = new ArrayList<M>();
        var waiting = new ArrayList<Held<M>>();
        for (Held<M> one : held) {
            if (one.overtakers <= passing) {
                due.add(one.message);
            } else {
                waiting.add(new Held<>(one.message, one.overtakers - passing));
            }
        }
        held.clear();
        held.addAll(waiting);
        return due;
    }

    private record Held<M>(M message, int overtakers) {}
}
