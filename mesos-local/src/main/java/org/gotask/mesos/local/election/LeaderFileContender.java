package org.gotask.mesos.local.election;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.gotask.mesos.detector.MasterContender;
import org.gotask.mesos.local.actor.UninterruptibleWait;
import org.gotask.mesos.local.files.ThisUser;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.text.FaultText;

/**
 * Waits for the lock of a {@link LeaderFile}, and leads while it holds the lock: until it is closed or its process
 * dies. Thread-safe.
 */
final class LeaderFileContender implements MasterContender {

    /** The locks of the system apply between processes; these apply between the masters of one process. */
    private static final Map<Path, Semaphore> LOCKS_HERE = new ConcurrentHashMap<>();

    private final LeaderFile file;
    private final MasterInfo candidate;
    private final CountDownLatch withdrawn = new CountDownLatch(1);
    private final ListenerThread thread;

    LeaderFileContender(LeaderFile file, MasterInfo candidate) {
        this.file = file;
        this.candidate = candidate;
        this.thread = new ListenerThread("contender of " + file.path());
    }

    @Override
    public void start(Listener listener) {
        // waiting for a file lock blocks the carrier of a virtual thread
        thread.start(Thread.ofPlatform().daemon().name("mesos-local-contender"), () -> contend(listener));
    }

    @Override
    public void close() {
        Optional<Thread> running = thread.close();
        withdrawn.countDown();
        running.ifPresent(contending -> UninterruptibleWait.await(contending::join));
    }

    private void contend(Listener listener) {
        Semaphore here = LOCKS_HERE.computeIfAbsent(file.path(), unused -> new Semaphore(1));
        try {
            here.acquire();
        } catch (InterruptedException e) {
            return; // closed
        }
        try (FileChannel channel = file.openLock(ThisUser.in(file.folder()));
                FileLock held = channel.lock()) {
            file.write(candidate);
            thread.call(listener::elected);
            withdrawn.await();
            held.release();
        } catch (IOException e) {
            // includes a closed channel: an interrupt during the wait closes it
            thread.call(() -> listener.failed(file.problem(e)));
        } catch (RuntimeException | Error e) {
            // otherwise the end of this thread would go unnoticed
            thread.call(() -> listener.failed("fault while contending for " + file.path() + ": " + FaultText.of(e)));
        } catch (InterruptedException e) {
            // closed
        } finally {
            here.release();
        }
    }
}
