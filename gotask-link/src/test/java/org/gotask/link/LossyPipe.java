package org.gotask.link;

import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A way in one direction that loses, doubles and reorders some datagrams. Hands them over on a thread of its own. */
final class LossyPipe implements DatagramPort, AutoCloseable {

    private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>(1024);
    private final ReentrantLock sending = new ReentrantLock();
    private final Random random;
    private final double faults;
    private final Thread thread;
    private volatile boolean cut;

    LossyPipe(long seed, double faults, Consumer<byte[]> target) {
        this.random = new Random(seed);
        this.faults = faults;
        this.thread = Thread.ofVirtual().start(() -> {
            byte[] late = null;
            try {
                while (true) {
                    byte[] next = queue.take();
                    if (late == null && random.nextDouble() < faults) {
                        late = next;
                        continue;
                    }
                    target.accept(next);
                    if (late != null && random.nextBoolean()) {
                        target.accept(late);
                        late = null;
                    }
                }
            } catch (InterruptedException e) {
                // closed
            }
        });
    }

    /** From now on nothing comes through. */
    void cut() {
        cut = true;
    }

    @Override
    public void send(byte[] datagram) throws InterruptedException {
        sending.lock(); // no monitor: on Java 21 it pins the virtual thread of a link that waits for the queue
        try {
            if (cut || random.nextDouble() < faults) {
                return;
            }
            queue.put(datagram);
            if (random.nextDouble() < faults) {
                queue.put(datagram);
            }
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
