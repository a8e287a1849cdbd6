package org.gotask.scope;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.channel.Channel;
import org.gotask.channel.ReceiveChannel;

/**
 * A block of code with virtual threads of its own: none of them outlives it, and a failure of one is a failure of all.
 * What Go's {@code errgroup} does, for threads that can be interrupted.
 *
 * {@snippet file="org/gotask/scope/ScopeExamples.java" region="scope"}
 *
 * <p>A scope ends when its body has returned and all threads of {@link #fork} have ended; then those of
 * {@link #background} are interrupted and waited for. When the body throws, a thread fails or the thread that runs the
 * body is interrupted, all of them are interrupted at once, the body as well, and waited for. So {@link #run} returns or
 * throws only when no thread of the scope is left, and takes as long as the slowest of them takes to heed its interrupt.
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
        /** Runs in the thread that called {@link Scope#run}. */
        void run(Scope scope) throws X;
    }

    /** The code of one thread of a scope. */
    @FunctionalInterface
    public interface Work {
        /** Runs in a virtual thread of its own; whatever it throws fails the scope. */
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
     * @throws X what the body has thrown, as it is
     * @throws ScopeFailedException if a thread of the scope failed first. If the body threw something else than its
     *     interruption meanwhile, that is thrown, and this is suppressed in it. An {@link Error} of a thread is thrown as
     *     it is, lest it look less grave
     * @throws InterruptedException if the calling thread is interrupted while it waits for the threads
     */
    public static <X extends Exception> void run(Body<X> body) throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        Scope scope = new Scope();
        try {
            body.run(scope);
            scope.members.awaitForks();
        } catch (Throwable thrown) { // rethrown as what it is: X, an interruption or unchecked
            scope.members.cancel();
            scope.members.awaitAll();
            scope.members.throwFailureUnlessOlder(thrown);
            throw thrown;
        }
        scope.members.awaitAll();
        scope.members.throwFailure();
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
        Channel<T> merged = Channel.rendezvous();
        AtomicInteger open = new AtomicInteger(sources.size());
        if (sources.isEmpty()) {
            merged.close();
        }
        for (ReceiveChannel<? extends T> source : List.copyOf(sources)) {
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
