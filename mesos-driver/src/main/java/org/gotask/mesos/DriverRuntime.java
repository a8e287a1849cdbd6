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
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.ProcessIds;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.log.ProcessErrors;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.runtime.CallbackThread;
import org.gotask.mesos.runtime.DriverEffects;
import org.gotask.mesos.runtime.DriverTransport;
import org.gotask.mesos.runtime.EventLoop;
import org.gotask.mesos.runtime.MessageDispatcher;
import org.gotask.mesos.runtime.MessageHandlers;
import org.gotask.mesos.runtime.Timer;
import org.gotask.mesos.runtime.Uninterruptibly;
import org.gotask.mesos.text.FaultText;
import org.gotask.mesos.text.ForeignText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The lifecycle of both drivers: status, event loop, callback thread and {@link DriverTransport}. Thread-safe, except
 * for the methods that {@link DriverEffects} confines to the event loop.
 *
 * <p>The calling thread changes the status immediately, and no callback starts afterwards. The state machine on the
 * loop is notified by an event behind all earlier calls, which are therefore still carried out. The order of a stop:
 * callbacks end; the state machine sends its last messages; the messenger writes them, within a time limit, and is
 * closed; the detector is closed; the loop is closed; {@link #join} returns.
 *
 * @param <U> the type that implements the callbacks, a scheduler or an executor
 * @param <D> the driver that is passed to callbacks
 */
final class DriverRuntime<U, D> implements DriverEffects<U, D> {

    /** The time limit for the last messages of a stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final U user;
    private final D driver;
    private final Logger log;
    private final RateLimitedLogger peersLog;
    private final Consumer<String> error;
    private final Runnable onAbort;

    private final StatusCell status = new StatusCell();
    /** Held while starting and while stopping, so that a stop closes everything that a start has opened. */
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
     * @param error runs the error callback
     * @param onAbort aborts the state machine; runs on the loop
     */
    DriverRuntime(String processId, U user, D driver, Consumer<String> error, Runnable onAbort, Logger log) {
        this.user = user;
        this.driver = driver;
        this.error = error;
        this.onAbort = onAbort;
        this.log = log;
        peersLog = new RateLimitedLogger(log.getName());
        String printableId = ProcessIds.printable(processId);
        loop = new EventLoop(printableId + "/loop", this::loopFailed);
        callbacks = new CallbackThread(printableId + "/callbacks", this::callbackFailed);
        transport = new DriverTransport(processId, loop, peersLog);
    }

    DriverStatus status() {
        return status.get();
    }

    /**
     * Starts the driver: opens the messenger and then runs {@code then}. Does nothing in any other status than not
     * started. A failure aborts the driver.
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
                        callbacks.awaitCapacity();
                        loop.executeBounded(event);
                    },
                    peersLog);
            install.accept(dispatcher);
            transport.open(messengers.get(), dispatcher);
            then.run();
        } catch (IOException e) {
            fail("driver cannot start: " + e.getMessage());
        } catch (RuntimeException e) {
            log.error("driver cannot start", e);
            fail("driver cannot start: " + FaultText.of(e));
        } catch (Error e) {
            // also thrown, since the error callback may fail for the same reason, such as a class that cannot be loaded
            fail("driver cannot start: " + FaultText.of(e));
            throw e;
        } finally {
            lifecycle.unlock();
        }
        return status.get();
    }

    /** Runs a call of the user on the loop if the driver is running. */
    DriverStatus call(Runnable event) {
        DriverStatus now = status.get();
        if (now == DriverStatus.RUNNING) {
            loop.execute(event);
        }
        return now;
    }

    /**
     * Runs a call that sends a message. Waits while the quota of its destination is exhausted; an interrupted thread
     * that would have to wait drops the call.
     *
     * @param destination identifies the destination of the message
     * @param bytes the approximate size of the message
     */
    DriverStatus callBounded(Object destination, int bytes, Runnable event) {
        DriverStatus now = status.get();
        if (now == DriverStatus.RUNNING) {
            try {
                transport.executeBounded(destination, bytes, event);
            } catch (InterruptedException e) {
                log.debug("interrupted while waiting to send, message dropped");
                Thread.currentThread().interrupt();
            }
        }
        return now;
    }

    /** Runs an event on the loop; drops it once the driver is stopped. */
    void onLoop(Runnable event) {
        loop.execute(event);
    }

    /** See {@link MesosSchedulerDriver#stopAccepting}. */
    void stopAccepting() {
        transport.stopAccepting();
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
            // reported to the user by the callback
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
                // stopped concurrently: no callback is made, so join must not wait for it
                delivered.countDown();
            }
            aborted();
        }
    }

    /**
     * Stops the driver and frees its resources; waits for a bounded time.
     *
     * @param farewell runs on the loop: sends the last messages and then runs its argument
     * @param closing runs on the calling thread after the messenger is closed; it may close a peer of the messenger
     */
    DriverStatus stop(Consumer<Runnable> farewell, Runnable closing) {
        // the bounded waits below are made even if the thread is interrupted; the interrupt is restored afterwards
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
                    transport.close();
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
     * Waits until the driver has ended; see {@link SchedulerDriver#join}.
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
            over.countDown();
        });
    }

    private void callbackFailed(String name, Throwable thrown) {
        CallbackException cause = new CallbackException(name, thrown);
        try {
            if (!ProcessErrors.report(thrown)) {
                log.error("callback threw, driver aborted: callback={}", name, thrown);
            }
        } finally {
            // also if the log fails, for example without memory
            if (status.change(DriverStatus.RUNNING, DriverStatus.ABORTED)) {
                failure = cause;
                callbacks.close();
                aborted();
            }
        }
    }

    private void loopFailed(Throwable thrown) {
        try {
            if (!ProcessErrors.report(thrown)) {
                log.error("driver aborted by an internal fault", thrown);
            }
        } finally {
            // also if the log fails, for example without memory
            fail("driver aborted by an internal fault: " + FaultText.of(thrown));
        }
    }
}
