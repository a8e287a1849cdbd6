package org.gotask.scope;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.channel.Channel;
import org.gotask.channel.ReceiveChannel;
import org.jspecify.annotations.Nullable;

/**
 * A block of code with virtual threads of its own: none of them outlives it, and a failure of one is a failure of all.
 * What Go's {@code errgroup} does, for threads that can be interrupted.
 *
 * {@snippet file="org/gotask/scope/ScopeExamples.java" region="scope"}
 *
 * <p>A scope ends when its body has returned and all threads of {@link #fork} have ended; then those of
 * {@link #background} are interrupted and waited for. When the body throws, a thread fails or the thread that runs the
 * body is interrupted, all of them are interrupted at once, the body as well, and waited for. So {@link #run} and
 * {@link #call} return or throw only when no thread of the scope is left, and take as long as the slowest of them takes to
 * heed its interrupt.
 *
 * <p>A scope may have a time limit: when it has not ended by then, all its threads and the body are interrupted as after a
 * failure, and the scope ends with a {@link ScopeTimeoutException}.
 *
 * {@snippet file="org/gotask/scope/ScopeExamples.java" region="limit"}
 *
 * <p>Scopes may be nested. Thread-safe: any thread of a scope may start more of them.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/sync/errgroup">Go, package errgroup</a>
 * @see <a href="https://openjdk.org/jeps/505">JEP 505: structured concurrency</a>
 */
public final class Scope {

    /**
     * The code that runs in the thread that opens the scope.
     *
     * @param <X> what it may throw besides unchecked exceptions
     */
    @FunctionalInterface
    public interface Body<X extends Exception> {
        /**
         * Runs in the thread that called {@link Scope#run}.
         *
         * @param scope starts threads
         * @throws X what the call of {@link Scope#run} throws then
         */
        void run(Scope scope) throws X;
    }

    /**
     * The code that runs in the thread that opens the scope, with a result.
     *
     * @param <R> what it returns
     * @param <X> what it may throw besides unchecked exceptions
     */
    @FunctionalInterface
    public interface ResultBody<R extends @Nullable Object, X extends Exception> {
        /**
         * Runs in the thread that called {@link Scope#call}.
         *
         * @param scope starts threads
         * @return what the call of {@link Scope#call} returns
         * @throws X what the call of {@link Scope#call} throws then
         */
        R call(Scope scope) throws X;
    }

    /** The code of one thread of a scope. */
    @FunctionalInterface
    public interface Work {
        /**
         * Runs in a virtual thread of its own; whatever it throws fails the scope.
         *
         * @throws Exception any failure
         */
        void run() throws Exception;
    }

    private final Members members = new Members();
    private final AtomicInteger started = new AtomicInteger();

    private Scope() {}

    /**
     * Runs the body in this thread, waits for all threads that were started in the scope, and returns when there are none
     * left.
     *
     * @param <X> what the body may throw besides unchecked exceptions
     * @param body starts threads, and may do a part of the work
     * @throws X what the body has thrown, as it is
     * @throws ScopeFailedException if a thread of the scope failed first. If the body threw something else than its
     *     interruption meanwhile, that is thrown, and this is suppressed in it. An {@link Error} of a thread is rethrown
     *     unwrapped
     * @throws InterruptedException if the calling thread is interrupted while it waits for the threads
     */
    public static <X extends Exception> void run(Body<X> body) throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        new Scope().execute(withoutResult(body));
    }

    /**
     * Runs the body as {@link #run(Body)} does, within a time limit.
     *
     * @param <X> what the body may throw besides unchecked exceptions
     * @param limit how long body and threads may take; zero or less is over before the body has begun
     * @param body starts threads, and may do a part of the work
     * @throws X what the body has thrown, as it is
     * @throws ScopeTimeoutException if the scope had not ended when the time was up. If the body threw something else than its
     *     interruption meanwhile, that is thrown, and this is suppressed in it
     * @throws ScopeFailedException as {@link #run(Body)}
     * @throws InterruptedException if the calling thread is interrupted while it waits for the threads
     */
    public static <X extends Exception> void run(Duration limit, Body<X> body) throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        call(Objects.requireNonNull(limit, "limit"), Alarm.SYSTEM, withoutResult(body));
    }

    /**
     * Runs the body in this thread, waits for all threads that were started in the scope, and returns the body's result when
     * there are none left.
     *
     * {@snippet file="org/gotask/scope/ScopeExamples.java" region="call"}
     *
     * @param <R> what the body returns
     * @param <X> what the body may throw besides unchecked exceptions
     * @param body starts threads, and may do a part of the work
     * @return what the body has returned
     * @throws X what the body has thrown, as it is
     * @throws ScopeFailedException as {@link #run(Body)}
     * @throws InterruptedException if the calling thread is interrupted while it waits for the threads
     */
    public static <R extends @Nullable Object, X extends Exception> R call(ResultBody<? extends R, X> body)
            throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        return new Scope().<R, X>execute(body);
    }

    /**
     * Runs the body as {@link #call(ResultBody)} does, within a time limit.
     *
     * @param <R> what the body returns
     * @param <X> what the body may throw besides unchecked exceptions
     * @param limit how long body and threads may take; zero or less is over before the body has begun
     * @param body starts threads, and may do a part of the work
     * @return what the body has returned
     * @throws X what the body has thrown, as it is
     * @throws ScopeTimeoutException as {@link #run(Duration, Body)}
     * @throws ScopeFailedException as {@link #run(Body)}
     * @throws InterruptedException if the calling thread is interrupted while it waits for the threads
     */
    public static <R extends @Nullable Object, X extends Exception> R call(
            Duration limit, ResultBody<? extends R, X> body) throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        return Scope.<R, X>call(Objects.requireNonNull(limit, "limit"), Alarm.SYSTEM, body);
    }

    private static <X extends Exception> ResultBody<Boolean, X> withoutResult(Body<X> body) {
        return scope -> {
            body.run(scope);
            return true;
        };
    }

    /** Runs the body with a limit that the alarm watches. */
    static <R extends @Nullable Object, X extends Exception> R call(
            Duration limit, Alarm alarm, ResultBody<? extends R, X> body) throws X, InterruptedException {
        if (limit.isZero() || limit.isNegative()) {
            throw ScopeTimeoutException.notBegun(limit);
        }
        Scope scope = new Scope();
        Runnable off = alarm.set(limit, () -> scope.members.timeOut(limit));
        try {
            return scope.<R, X>execute(body);
        } finally {
            off.run();
        }
    }

    private <R extends @Nullable Object, X extends Exception> R execute(ResultBody<? extends R, X> body)
            throws X, InterruptedException {
        R result;
        try {
            result = body.call(this);
            members.awaitForks();
        } catch (Throwable thrown) { // rethrown as what it is: X, an interruption or unchecked
            members.cancel();
            members.awaitAll();
            members.throwFailureUnlessOlder(thrown);
            throw thrown;
        }
        members.awaitAll();
        members.throwFailure();
        return result;
    }

    /**
     * Starts a virtual thread that the scope waits for. Does nothing if the scope has failed or is ending.
     *
     * @throws IllegalStateException if the scope has ended
     */
    public void fork(Work work) {
        fork(Integer.toString(started.incrementAndGet()), work);
    }

    /**
     * Starts a virtual thread that the scope waits for, with a name for logs and messages; the name of the thread that runs
     * the body is put before it. Does nothing if the scope has failed or is ending.
     *
     * @throws IllegalStateException if the scope has ended
     */
    public void fork(String name, Work work) {
        members.start(name, work, Members.Kind.AWAITED);
    }

    /**
     * Starts a virtual thread that serves the others, and may run for ever: it is interrupted when the body has returned and
     * all threads of {@link #fork} have ended. Its failure before that fails the scope. Does nothing if the scope has failed
     * or is ending.
     *
     * @throws IllegalStateException if the scope has ended
     */
    public void background(String name, Work work) {
        members.start(name, work, Members.Kind.BACKGROUND);
    }

    /**
     * Fan-in: one channel that receives what is sent on any of these, and is closed when all of them are closed and
     * drained. The values of one channel stay in order.
     *
     * {@snippet file="org/gotask/scope/ScopeExamples.java" region="merge"}
     *
     * <p>A background thread of this scope for each channel carries the values over. Each takes one value ahead of the
     * receiver; those that nobody has received when the scope ends are lost.
     *
     * @param <T> what is received
     * @throws IllegalStateException if the scope has ended
     */
    public <T> ReceiveChannel<T> merge(List<? extends ReceiveChannel<? extends T>> sources) {
        List<ReceiveChannel<? extends T>> all = List.copyOf(Objects.requireNonNull(sources, "sources"));
        Channel<T> merged = Channel.rendezvous();
        AtomicInteger open = new AtomicInteger(all.size());
        if (all.isEmpty()) {
            merged.close();
        }
        for (ReceiveChannel<? extends T> source : all) {
            background("merge-" + started.incrementAndGet(), () -> {
                for (T value : source) {
                    merged.send(value);
                }
                if (open.decrementAndGet() == 0) {
                    merged.close("all merged channels are closed");
                }
            });
        }
        return merged;
    }
}
