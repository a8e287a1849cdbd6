package org.gotask.mesos;

import com.google.protobuf.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gotask.mesos.libprocess.LimitedLog;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.ProcessIds;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.text.ForeignText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The machinery that both drivers run on: status, event loop, callback thread and {@link DriverTransport}. Thread-safe,
 * except for what {@link DriverEffects} confines to the event loop.
 *
 * <p>The status is changed by whoever calls, at once, and decides what may still begin: callbacks end with it. The state
 * machine on the loop learns of it by an event that is queued behind all earlier calls, so these are still carried out.
 * The end goes in this order: no more callbacks; the state machine says farewell; its messages are handed over (bounded in
 * time); messenger closed; what the driver itself opened, closed; loop closed; {@link #join} returns.
 *
 * @param <U> who is called back, a scheduler or an executor
 * @param <D> the driver that the callbacks are given
 */
final class DriverRuntime<U, D> implements DriverEffects<U, D> {

    /** How long the end of a driver waits for each of its steps. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For the names of threads, which logs show. */
    private final String printableId;

    private final U user;
    private final D driver;
    private final Logger log;
    private final LimitedLog peersLog;
    private final Consumer<String> error;
    private final Runnable onAbort;

    private final StatusCell status = new StatusCell();
    /** Held while starting and while stopping, so that a stop finds everything opened that a start opens. */
    private final ReentrantLock lifecycle = new ReentrantLock();

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile CountDownLatch lastCallback = new CountDownLatch(0);
    private volatile @Nullable CallbackException failure;

    private final EventLoop loop;
    private final CallbackThread callbacks;
    private final DriverTransport transport;

    /**
     * A driver that is not started.
     *
     * @param error makes the error callback
     * @param onAbort tells the state machine, on the loop, that the driver was aborted
     */
    DriverRuntime(String processId, U user, D driver, Consumer<String> error, Runnable onAbort, Logger log) {
        this.user = user;
        this.driver = driver;
        this.error = error;
        this.onAbort = onAbort;
        this.log = log;
        peersLog = new LimitedLog(log.getName());
        printableId = ProcessIds.printable(processId);
        loop = new EventLoop(printableId + "/loop", this::loopFailed);
        callbacks = new CallbackThread(printableId + "/callbacks", this::callbackFailed);
        transport = new DriverTransport(processId, loop, peersLog);
    }

    DriverStatus status() {
        return status.get();
    }

    /**
     * Goes from not started to running and opens the messenger, then has {@code then} carry on; does nothing in any other
     * status. What goes wrong aborts the driver.
     */
    DriverStatus start(Supplier<Messenger> messengers, Consumer<MessageHandlers> install, Runnable then) {
        lifecycle.lock();
        try {
            if (!status.change(DriverStatus.NOT_STARTED, DriverStatus.RUNNING)) {
                return status.get();
            }
            callbacks.start();
            MessageDispatcher dispatcher = new MessageDispatcher(
                    event -> {
                        callbacks.awaitRoom();
                        loop.executeWhenRoom(event);
                    },
                    peersLog);
            install.accept(dispatcher);
            transport.open(messengers.get(), dispatcher);
            then.run();
        } catch (IOException e) {
            fail("driver cannot start: " + e.getMessage());
        } catch (RuntimeException e) {
            log.error("driver cannot start", e);
            fail("driver cannot start: " + e);
        } finally {
            lifecycle.unlock();
        }
        return status.get();
    }

    /** Runs a user's call on the loop if the driver is running. */
    DriverStatus call(Runnable event) {
        DriverStatus now = status.get();
        if (now == DriverStatus.RUNNING) {
            loop.execute(event);
        }
        return now;
    }

    /**
     * The same for calls that may come in floods: waits while too many are on their way to this destination, or too many
     * bytes. Best effort if interrupted.
     *
     * @param destination whom the event sends to
     * @param bytes about the size of the message that the event sends
     */
    DriverStatus callWhenRoom(Object destination, int bytes, Runnable event) {
        DriverStatus now = status.get();
        if (now == DriverStatus.RUNNING) {
            try {
                transport.executeWhenRoom(destination, bytes, event);
            } catch (InterruptedException e) {
                log.debug("interrupted while waiting to send, message dropped");
                Thread.currentThread().interrupt();
            }
        }
        return now;
    }

    /** Runs an event on the loop in any status but the last. */
    void onLoop(Runnable event) {
        loop.execute(event);
    }

    DriverStatus abort() {
        if (status.change(DriverStatus.RUNNING, DriverStatus.ABORTED)) {
            callbacks.close();
            aborted();
        }
        return status.get();
    }

    @Override
    public void fail(String message) {
        if (status.change(DriverStatus.RUNNING, DriverStatus.ABORTED)) {
            // the user hears of it in the callback
            log.info("driver aborted: {}", ForeignText.line(message));
            CountDownLatch delivered = new CountDownLatch(1);
            lastCallback = delivered;
            boolean accepted = callbacks.deliverLast("error", () -> {
                try {
                    error.accept(message);
                } finally {
                    delivered.countDown();
                }
            });
            if (!accepted) {
                // stopped at the same time; nobody is to wait for a callback that is not made
                delivered.countDown();
            }
            aborted();
        }
    }

    /**
     * Ends the driver and frees what it holds; waits for this, for a bounded time.
     *
     * @param farewell runs on the loop; it says what there is to say and then runs what it is given
     * @param closing runs on the calling thread once the messenger is closed; what it ends may be the very peer that is
     *     spoken to
     */
    DriverStatus stop(Consumer<Runnable> farewell, Runnable closing) {
        // the bounded waits below have to happen even if the thread is interrupted; the flag is kept for later
        boolean interrupted = Thread.interrupted();
        lifecycle.lock();
        try {
            DriverStatus before = status.stop();
            if (before == DriverStatus.NOT_STARTED || before == DriverStatus.STOPPED) {
                return before;
            }
            callbacks.close();
            lastCallback.countDown();
            try {
                CountDownLatch said = new CountDownLatch(1);
                loop.execute(() -> farewell.accept(said::countDown));
                Uninterruptibly.run(() -> said.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS));
                try {
                    transport.close(PATIENCE);
                } finally {
                    closing.run();
                }
            } finally {
                loop.close();
                over.countDown();
            }
            return before == DriverStatus.ABORTED ? DriverStatus.ABORTED : DriverStatus.STOPPED;
        } finally {
            lifecycle.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Waits for the end; see {@link SchedulerDriver#join}.
     *
     * @throws InterruptedException if the thread is interrupted while waiting
     * @throws CallbackException if a callback has thrown
     */
    DriverStatus join() throws InterruptedException {
        DriverStatus now = status.get();
        boolean inCallback = callbacks.isCurrent();
        if (now == DriverStatus.NOT_STARTED || (inCallback && now != DriverStatus.RUNNING)) {
            return now;
        }
        over.await();
        if (!inCallback) {
            lastCallback.await();
        }
        CallbackException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return status.get();
    }

    @Override
    public Upid self() {
        return transport.self();
    }

    @Override
    public void send(Upid to, Message message) {
        send(to, message, () -> {});
    }

    @Override
    public void send(Upid to, Message message, Runnable refused) {
        transport.send(to, message, refused);
    }

    @Override
    public SideProcess spawn(String furtherId, Consumer<MessageHandlers> install) {
        return transport.spawn(furtherId, install);
    }

    @Override
    public void expect(Upid peer) {
        transport.expect(peer);
    }

    @Override
    public void link(Upid to, Runnable broken) {
        transport.link(to, broken);
    }

    @Override
    public void unlink() {
        transport.unlink();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return loop.after(delay, task);
    }

    @Override
    public void callback(String name, BiConsumer<U, D> call) {
        callbacks.deliver(name, () -> call.accept(user, driver));
    }

    @Override
    public void callback(String name, BiConsumer<U, D> call, Runnable returned) {
        callbacks.deliver(name, () -> {
            call.accept(user, driver);
            if (status.get() == DriverStatus.RUNNING) {
                loop.execute(returned);
            }
        });
    }

    @Override
    public void ignored(String kind, String line) {
        peersLog.warn(kind, line);
    }

    private void aborted() {
        loop.execute(() -> {
            onAbort.run();
            Thread.ofVirtual().name(printableId + "/abort").start(() -> {
                transport.flush(PATIENCE);
                over.countDown();
            });
        });
    }

    private void callbackFailed(String name, Throwable thrown) {
        log.error("callback threw, driver aborted: callback={}", name, thrown);
        CallbackException cause = new CallbackException(name, thrown);
        if (status.change(DriverStatus.RUNNING, DriverStatus.ABORTED)) {
            failure = cause;
            callbacks.close();
            aborted();
        }
    }

    private void loopFailed(Throwable thrown) {
        log.error("driver aborted by a fault of its own", thrown);
        fail("driver aborted by a fault of its own: " + thrown);
    }
}
