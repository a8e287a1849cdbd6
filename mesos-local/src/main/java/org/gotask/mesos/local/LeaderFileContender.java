package org.gotask.mesos.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.mesos.detector.MasterContender;
import org.gotask.mesos.proto.MasterInfo;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the lock of a {@link LeaderFile}, and leads as long as it holds it: until it is closed or its process dies.
 * Thread-safe.
 */
final class LeaderFileContender implements MasterContender {

    /** The system's locks are between processes; these are between the masters of one. */
    private static final Map<Path, Semaphore> LOCKS_HERE = new ConcurrentHashMap<>();

    private final LeaderFile file;
    private final MasterInfo candidate;
    private final CountDownLatch withdrawn = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed; // guarded by lock
    private @Nullable Thread thread; // guarded by lock

    LeaderFileContender(LeaderFile file, MasterInfo candidate) {
        this.file = file;
        this.candidate = candidate;
    }

    @Override
    public void start(Listener listener) {
        lock.lock();
        try {
            if (thread != null || closed) {
                throw new IllegalStateException("contender was started or closed before: file=" + file.path());
            }
            // waiting for a file's lock would hold the carrier of a virtual thread
            thread = Thread.ofPlatform().daemon().name("mesos-local-contender").start(() -> contend(listener));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Thread running;
        lock.lock();
        try {
            closed = true;
            running = thread;
        } finally {
            lock.unlock();
        }
        withdrawn.countDown();
        if (running != null && !running.equals(Thread.currentThread())) {
            running.interrupt();
            boolean interrupted = false;
            while (running.isAlive()) {
                try {
                    running.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void contend(Listener listener) {
        Semaphore here = LOCKS_HERE.computeIfAbsent(file.path(), unused -> new Semaphore(1));
        try {
            here.acquire();
        } catch (InterruptedException e) {
            return; // closed
        }
        try (FileChannel channel = FileChannel.open(file.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            file.write(candidate);
            tell(listener::elected);
            withdrawn.await();
            held.release();
        } catch (IOException e) {
            // closed channels are among them: an interrupt while waiting closes the channel
            tell(() -> listener.failed("leader file cannot be used: " + file.path() + ": " + e));
        } catch (InterruptedException e) {
            // closed
        } finally {
            here.release();
        }
    }

    private void tell(Runnable event) {
        lock.lock();
        try {
            if (!closed) {
                event.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
