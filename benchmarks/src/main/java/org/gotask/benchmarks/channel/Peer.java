package org.gotask.benchmarks.channel;

import com.softwaremill.jox.Channel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TransferQueue;

/** Those who are compared. The constants' names are the values of JMH's parameter {@code peer}. */
public enum Peer {
    /** Our channels. */
    GOTASK("GoTask") {
        @Override
        <T> Pipe<T> pipe(int capacity) {
            return new GoTaskPipe<>(org.gotask.channel.Channel.withCapacity(capacity));
        }
    },
    /** Jox, channels for virtual threads. */
    JOX("Jox") {
        @Override
        <T> Pipe<T> pipe(int capacity) {
            return new JoxPipe<>(capacity == 0 ? Channel.newRendezvousChannel() : Channel.newBufferedChannel(capacity));
        }
    },
    /** Kotlin's channels between coroutines; their work is in {@code KotlinWork}. */
    KOTLIN("Kotlin"),
    /** A queue with one lock for both ends; it has no rendezvous. */
    ARRAY_BLOCKING_QUEUE("ArrayBlockingQueue") {
        @Override
        <T> Pipe<T> pipe(int capacity) {
            return new QueuePipe<>(new ArrayBlockingQueue<>(capacity));
        }
    },
    /** A queue with a lock for each end; it has no rendezvous. */
    LINKED_BLOCKING_QUEUE("LinkedBlockingQueue") {
        @Override
        <T> Pipe<T> pipe(int capacity) {
            return new QueuePipe<>(new LinkedBlockingQueue<>(capacity));
        }
    },
    /** A queue whose {@code transfer} is a rendezvous; otherwise it is unbounded, which nobody here is. */
    LINKED_TRANSFER_QUEUE("LinkedTransferQueue") {
        @Override
        <T> Pipe<T> pipe(int capacity) {
            requireRendezvous(capacity);
            return new TransferPipe<>(new LinkedTransferQueue<>());
        }
    },
    /** Rendezvous only. */
    SYNCHRONOUS_QUEUE("SynchronousQueue") {
        @Override
        <T> Pipe<T> pipe(int capacity) {
            requireRendezvous(capacity);
            return new QueuePipe<>(new SynchronousQueue<>());
        }
    },
    /** A rendezvous that passes a value in both directions at once: a round trip by its nature. */
    EXCHANGER("Exchanger"),
    /** Virtual threads that only park and unpark each other, without values. */
    LOCK_SUPPORT("LockSupport"),
    /** Go's own channels; their work is in {@code src/main/go}. */
    GO("Go");

    private final String title;

    Peer(String title) {
        this.title = title;
    }

    /** How the peer is called in the table. */
    String title() {
        return title;
    }

    /** A new pipe of this peer. */
    <T> Pipe<T> pipe(int capacity) {
        throw new IllegalArgumentException("peer has no pipe: peer=" + this + ", capacity=" + capacity);
    }

    private static void requireRendezvous(int capacity) {
        if (capacity != 0) {
            throw new IllegalArgumentException("peer has no buffer: capacity=" + capacity + ", expected 0");
        }
    }

    private record GoTaskPipe<T>(org.gotask.channel.Channel<T> channel) implements Pipe<T> {
        @Override
        public void send(T value) throws InterruptedException {
            channel.send(value);
        }

        @Override
        public T receive() throws InterruptedException {
            return channel.receive();
        }
    }

    private record JoxPipe<T>(Channel<T> channel) implements Pipe<T> {
        @Override
        public void send(T value) throws InterruptedException {
            channel.send(value);
        }

        @Override
        public T receive() throws InterruptedException {
            return channel.receive();
        }
    }

    private record QueuePipe<T>(BlockingQueue<T> queue) implements Pipe<T> {
        @Override
        public void send(T value) throws InterruptedException {
            queue.put(value);
        }

        @Override
        public T receive() throws InterruptedException {
            return queue.take();
        }
    }

    private record TransferPipe<T>(TransferQueue<T> queue) implements Pipe<T> {
        @Override
        public void send(T value) throws InterruptedException {
            queue.transfer(value);
        }

        @Override
        public T receive() throws InterruptedException {
            return queue.take();
        }
    }
}
