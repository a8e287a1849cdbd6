package org.gotask.scope;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.channel.Channel;
import org.gotask.channel.ReceiveChannel;
import org.jspecify.annotations.Nullable;

/**
 * A block of code with its own virtual threads: no thread outlives the block, and the failure of one thread fails the
 * whole scope. The counterpart of Go's {@code errgroup}, for threads that can be interrupted.
 *
 * {@snippet file="org/gotask/scope/ScopeExamples.java" region="scope"}
 *
 * <p>A scope ends when its body has returned and all threads started by {@link #fork} have ended; then the threads
 * started by {@link #background} are interrupted and joined. If the body throws, a thread fails, or the thread that
 * runs the body is interrupted, all threads and the body are interrupted at once and joined. {@link #run} and
 * {@link #call} therefore return or throw only when no thread of the scope is left, and take as long as the slowest
 * thread takes to respond to its interrupt.
 *
 * <p>A scope may have a time limit. If it has not ended by then, all its threads and the body are interrupted as after
 * a failure, and the scope ends with a {@link ScopeTimeoutException}.
 *
 * {@snippet file="org/gotask/scope/ScopeExamples.java" region="limit"}
 *
 * <p>Scopes may be nested. Thread-safe: any thread of a scope may start more threads in it.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/sync/errgroup">Go, package errgroup</a>
 * @see <a href="https://openjdk.org/jeps/505">JEP 505: structured concurrency</a>
 */
public final class Scope {

    /**
     * The code that runs in the thread that opens the scope.
     *
     * @param <X> the type of its checked exceptions
     */
    @FunctionalInterface
    public interface Body<X extends Exception> {
        /**
         * Runs in the thread that called {@link Scope#run}.
         *
         * @param scope starts threads
         * @throws X an exception that the call of {@link Scope#run} rethrows
         */
        void run(Scope scope) throws X;
    }

    /**
     * The code that runs in the thread that opens the scope, with a result.
     *
     * @param <R> the type of the result
     * @param <X> the type of its checked exceptions
     */
    @FunctionalInterface
    public interface ResultBody<R extends @Nullable Object, X extends Exception> {
        /**
         * Runs in the thread that called {@link Scope#call}.
         *
         * @param scope starts threads
         * @return the result of the call of {@link Scope#call}
         * @throws X an exception that the call of {@link Scope#call} rethrows
         */
        R call(Scope scope) throws X;
    }

    /** The code of one thread of a scope. */
    @FunctionalInterface
    public interface Work {
        /**
         * Runs in its own virtual thread; any exception fails the scope.
         *
         * @throws Exception any failure
         */
        void run() throws Exception;
    }

    private final Members members = new Members();
    private final AtomicInteger started = new AtomicInteger();

    private Scope() {}

    /**
     * Runs the body in the calling thread, and returns when all threads started in the scope have ended.
     *
     * @param <X> the type of the body's checked exceptions
     * @param body starts threads, and may do part of the work
     * @throws X the exception of the body, unwrapped
     * @throws ScopeFailedException if a thread of the scope failed first. If the body threw anything but its
     *     interruption meanwhile, that is thrown instead, with this exception suppressed in it. An {@link Error} of a
     *     thread is rethrown unwrapped
     * @throws InterruptedException if the calling thread is interrupted while it waits for the threads
     */
    public static <X extends Exception> void run(Body<X> body) throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        new Scope().execute(withoutResult(body));
    }

    /**
     * Runs the body as {@link #run(Body)} does, within a time limit.
     *
     * @param <X> the type of the body's checked exceptions
     * @param limit how long body and threads may take; zero or less expires before the body begins
     * @param body starts threads, and may do part of the work
     * @throws X the exception of the body, unwrapped
     * @throws ScopeTimeoutException if the scope had not ended in time. If the body threw anything but its interruption
     *     meanwhile, that is thrown instead, with this exception suppressed in it
     * @throws ScopeFailedException as {@link #run(Body)}
     * @throws InterruptedException if the calling thread is interrupted while it waits for the threads
     */
    public static <X extends Exception> void run(Duration limit, Body<X> body) throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        call(Objects.requireNonNull(limit, "limit"), Alarm.SYSTEM, withoutResult(body));
    }

    /**
     * Runs the body in the calling thread, and returns its result when all threads started in the scope have ended.
     *
     * {@snippet file="org/gotask/scope/ScopeExamples.java" region="call"}
     *
     * @param <R> the type of the result
     * @param <X> the type of the body's checked exceptions
     * @param body starts threads, and may do part of the work
     * @return the result of the body
     * @throws X the exception of the body, unwrapped
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
     * @param <R> the type of the result
     * @param <X> the type of the body's checked exceptions
     * @param limit how long body and threads may take; zero or less expires before the body begins
     * @param body starts threads, and may do part of the work
     * @return the result of the body
     * @throws X the exception of the body, unwrapped
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

    /** Runs the body with a limit that the alarm enforces. */
    static <R extends @Nullable Object, X extends Exception> R call(
            Duration limit, Alarm alarm, ResultBody<? extends R, X> body) throws X, InterruptedException {
        if (limit.isZero() || limit.isNegative()) {
            throw ScopeTimeoutException.notStarted(limit);
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
        } catch (Throwable thrown) { // rethrown unchanged: X, an interruption or unchecked
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
     * @param work the code of the thread
     * @throws IllegalStateException if the scope has ended
     */
    public void fork(Work work) {
        fork(Integer.toString(started.incrementAndGet()), work);
    }

    /**
     * Starts a virtual thread that the scope waits for, with a name for logs and messages. Does nothing if the scope
     * has failed or is ending.
     *
     * @param name the name of the thread, which is prefixed with the name of the thread that runs the body
     * @param work the code of the thread
     * @throws IllegalStateException if the scope has ended
     */
    public void fork(String name, Work work) {
        members.start(name, work, Members.Kind.AWAITED);
    }

    /**
     * Starts a virtual thread that serves the others, and may run forever: it is interrupted when the body has returned
     * and all threads started by {@link #fork} have ended. Its failure before that fails the scope. Does nothing if the
     * scope has failed or is ending.
     *
     * @param name the name of the thread, which is prefixed with the name of the thread that runs the body
     * @param work the code of the thread
     * @throws IllegalStateException if the scope has ended
     */
    public void background(String name, Work work) {
        members.start(name, work, Members.Kind.BACKGROUND);
    }

    /**
     * Fan-in: returns one channel that receives the values of all given channels, and is closed when all of them are
     * closed and drained. The values of one channel stay in order.
     *
     * {@snippet file="org/gotask/scope/ScopeExamples.java" region="merge"}
     *
     * <p>A background thread of this scope for each channel forwards the values. Each thread takes one value ahead of
     * the receiver; values not received when the scope ends are lost.
     *
     * @param <T> the type of the values
     * @param sources the channels to receive from
     * @return the receiving end of the merged channel
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
