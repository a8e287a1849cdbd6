package org.gotask.mesos.local.election;

import java.io.IOException;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.local.files.ThisUser;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.text.FaultText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a {@link LeaderFile} whenever it changes. Thread-safe. */
final class LeaderFileDetector implements MasterDetector {

    /** The interval of checks without a file event; a lost leader is reported again after at most this time. */
    private static final long PATIENCE_MILLIS = 1000;

    private static final Logger log = LoggerFactory.getLogger(LeaderFileDetector.class);
    private static final long LOG_PERIOD_NANOS = Duration.ofMinutes(1).toNanos();

    private final LeaderFile file;
    private final ListenerThread thread;
    private final AtomicBoolean lost = new AtomicBoolean();

    LeaderFileDetector(LeaderFile file) {
        this.file = file;
        this.thread = new ListenerThread("detector of " + file.path());
    }

    @Override
    public void start(Listener listener) {
        thread.start(Thread.ofVirtual().name("mesos-local-detector"), () -> watch(listener));
    }

    @Override
    public void connectionLost() {
        lost.set(true);
    }

    @Override
    public void close() {
        thread.close();
    }

    private void watch(Listener listener) {
        try (WatchService service = file.folder().getFileSystem().newWatchService()) {
            file.folder()
                    .register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
            ThisUser user = ThisUser.find();
            Optional<MasterInfo> known = Optional.empty();
            long nextLogNanos = System.nanoTime();
            while (true) {
                boolean wasLost = lost.getAndSet(false);
                Optional<MasterInfo> found = file.read(user);
                if (found.isEmpty() && System.nanoTime() - nextLogNanos >= 0) {
                    // a misspelled path looks like masters that have not started yet
                    nextLogNanos = System.nanoTime() + LOG_PERIOD_NANOS;
                    log.warn(
                            "no master is registered in the leader file, waiting for one: master={}{}; check the path",
                            LeaderFile.PREFIX,
                            file.path());
                }
                if (wasLost || !found.equals(known)) {
                    known = found;
                    Optional<MasterInfo> leader = found;
                    thread.call(() -> listener.leaderChanged(leader));
                }
                await(service);
            }
        } catch (InterruptedException e) {
            // closed
        } catch (IOException e) {
            thread.call(() -> listener.failed(file.problem(e)));
        } catch (RuntimeException | Error e) {
            // otherwise the end of this thread would go unnoticed
            thread.call(() -> listener.failed("fault while watching " + file.path() + ": " + FaultText.of(e)));
        }
    }

    private static void await(WatchService service) throws InterruptedException {
        WatchKey key = service.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (key != null) {
            key.pollEvents();
            key.reset();
        }
    }
}
