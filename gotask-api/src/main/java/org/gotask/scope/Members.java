package org.gotask.scope;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one scope, and its state: open, possibly <em>cancelled</em>, then ended. Thread-safe; the waiting
 * methods are for the thread that created it, the owner.
 */
final class Members {

    enum Kind {
        AWAITED,
        BACKGROUND
    }

    private final Thread owner = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();

    // all guarded by the lock
    private final Map<Kind, Set<Thread>> threads = new EnumMap<>(Kind.class);
    private @Nullable Failure failure;
    private boolean cancelled;
    private boolean ended;
    private boolean bodyRuns = true;
    private boolean ownerWorks = true;
    private boolean ownerInterrupted;

    /** The failure of the scope: the first throwable of a thread, or the timeout. */
    private record Failure(RuntimeException exception, Throwable thrown) {}

    Members() {
        for (Kind kind : Kind.values()) {
            threads.put(kind, new HashSet<>());
        }
    }

    void start(String name, Scope.Work work, Kind kind) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(work, "work");
        Thread thread = Thread.ofVirtual().name(owner.getName() + "/" + name).unstarted(() -> run(work, kind));
        lock.lock();
        try {
            if (ended) {
                throw new IllegalStateException("scope has ended: thread=" + thread.getName()
                        + ", expected to be started before the body and all other threads are done");
            }
            if (cancelled) {
                return;
            }
            threads(kind).add(thread);
            thread.start();
        } finally {
            lock.unlock();
        }
    }

    private void run(Scope.Work work, Kind kind) {
        Throwable thrown = null;
        try {
            work.run();
        } catch (Throwable e) { // reported to the owner, whatever it is
            thrown = e;
        }
        lock.lock();
        try {
            if (thrown != null) {
                fail(thrown);
            }
        } finally {
            // also after an error above: the owner waits until this thread has left
            threads(kind).remove(Thread.currentThread());
            left.signalAll();
            lock.unlock();
        }
    }

    private void fail(Throwable thrown) {
        if (cancelled && isOfInterruption(thrown)) {
            return;
        }
        Failure first = failure;
        if (first == null) {
            failure =
                    new Failure(new ScopeFailedException(Thread.currentThread().getName(), thrown), thrown);
        } else if (isAnother(first.thrown, thrown) && isAnother(first.exception, thrown)) {
            first.exception.addSuppressed(thrown);
        }
        interruptAll();
    }

    /** Fails the scope because its time limit has expired, unless it is ending already. */
    void timeOut(Duration limit) {
        lock.lock();
        try {
            if (!cancelled) {
                ScopeTimeoutException timeout = new ScopeTimeoutException(
                        limit,
                        bodyRuns,
                        threads(Kind.AWAITED).stream().map(Thread::getName).toList());
                failure = new Failure(timeout, timeout);
                interruptAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts all threads; no thread is started from now on. */
    void cancel() {
        lock.lock();
        try {
            interruptAll();
        } finally {
            lock.unlock();
        }
    }

    private void interruptAll() {
        if (!cancelled) {
            cancelled = true;
            threads.values().forEach(some -> some.forEach(Thread::interrupt));
            if (ownerWorks && !Thread.currentThread().equals(owner)) {
                ownerInterrupted = true;
                owner.interrupt();
            }
        }
    }

    /**
     * Waits until no awaited thread is left.
     *
     * @throws InterruptedException if the owner is interrupted, by the failure of a thread or otherwise
     */
    void awaitForks() throws InterruptedException {
        lock.lock();
        try {
            bodyRuns = false;
            while (!threads(Kind.AWAITED).isEmpty()) {
                left.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the background threads, and waits until no thread is left; defers an interrupt of the owner. */
    void awaitAll() {
        lock.lock();
        try {
            ownerWorks = false;
            interruptAll();
            while (threads.values().stream().anyMatch(some -> !some.isEmpty())) {
                left.awaitUninterruptibly();
            }
            ended = true;
            if (ownerInterrupted) {
                Thread.interrupted(); // it was meant for the body, which has ended
            }
        } finally {
            lock.unlock();
        }
    }

    /** Throws the failure of the scope, if any, after the body has returned. */
    void throwFailure() {
        Failure first = failure();
        if (first == null) {
            return;
        }
        if (first.thrown instanceof Error error) {
            throw withSuppressed(error, first);
        }
        throw first.exception;
    }

    /** After the body has thrown: throws the failure of the scope if it is the cause. */
    void throwFailureUnlessOlder(Throwable thrownByBody) {
        Failure first = failure();
        if (first == null) {
            return;
        }
        if (isOfInterruption(thrownByBody)) {
            throwFailure();
        }
        if (isAnother(thrownByBody, first.thrown) && isAnother(thrownByBody, first.exception)) {
            thrownByBody.addSuppressed(first.exception);
        }
    }

    /** Compares identities, because a throwable may have an unreliable equals. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isAnother(Throwable one, Throwable other) {
        return one != other;
    }

    private static Error withSuppressed(Error error, Failure first) {
        for (Throwable other : first.exception.getSuppressed()) {
            if (isAnother(error, other)) {
                error.addSuppressed(other);
            }
        }
        return error;
    }

    private @Nullable Failure failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    private Set<Thread> threads(Kind kind) {
        return Objects.requireNonNull(threads.get(kind));
    }

    private static boolean isOfInterruption(Throwable thrown) {
        return thrown instanceof InterruptedException || thrown instanceof CancellationException;
    }
}
