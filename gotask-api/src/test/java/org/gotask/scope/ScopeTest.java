package org.gotask.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gotask.channel.Channel;
import org.gotask.channel.ReceiveChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads of a scope end with it, and fail with each other. */
class ScopeTest {

    /** Every thread that a test has started in a scope: none may be left after it. */
    private final ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();

    private Scope.Work known(Scope.Work work) {
        return () -> {
            threads.add(Thread.currentThread());
            work.run();
        };
    }

    private Scope.Work waitingForEver() {
        return known(() -> Channel.never().receive());
    }

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        for (Thread thread : threads) {
            // its work is over before the scope ends; the thread itself may need a moment more
            assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(Thread.interrupted()).as("interrupt left behind").isFalse();
    }

    @Test
    void returnsWhenAllItsThreadsHaveEnded() throws Exception {
        AtomicInteger done = new AtomicInteger();

        Scope.run(scope -> {
            for (int i = 0; i < 100; i++) {
                scope.fork(known(() -> {
                    scope.fork(known(done::incrementAndGet)); // started by one of its threads
                    done.incrementAndGet();
                }));
            }
        });

        assertThat(done).hasValue(200);
    }

    @Test
    void aFailureReachesTheBodyAndTheOtherThreads() {
        AtomicBoolean bodyInterrupted = new AtomicBoolean();

        assertThatThrownBy(() -> Scope.run(scope -> {
                    scope.fork(waitingForEver());
                    scope.background("pump", waitingForEver());
                    scope.fork("reader", known(() -> {
                        throw new IOException("disk full");
                    }));
                    try {
                        Channel.never().receive();
                    } catch (InterruptedException e) {
                        bodyInterrupted.set(true);
                        throw e;
                    }
                }))
                .isInstanceOf(ScopeFailedException.class)
                .hasMessage("thread '" + Thread.currentThread().getName()
                        + "/reader' failed: java.io.IOException: disk full")
                .hasCauseInstanceOf(IOException.class)
                .hasNoSuppressedExceptions();
        assertThat(bodyInterrupted).isTrue();
    }

    @Test
    void aFailureEndsALoopOverAChannel() {
        assertThatThrownBy(() -> Scope.run(scope -> {
                    scope.fork(known(() -> {
                        throw new IOException("disk full");
                    }));
                    Channel.never().forEach(value -> {});
                }))
                .isInstanceOf(ScopeFailedException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aFailureAfterTheBodyHasReturnedIsThrown() {
        CountDownLatch returned = new CountDownLatch(1);

        assertThatThrownBy(() -> Scope.run(scope -> {
                    scope.fork(waitingForEver());
                    scope.fork(known(() -> {
                        returned.await();
                        throw new IOException("disk full");
                    }));
                    returned.countDown();
                }))
                .isInstanceOf(ScopeFailedException.class);
    }

    @Test
    void whatOthersThrowWhileTheyAreEndedIsSuppressed() {
        CountDownLatch waiting = new CountDownLatch(1);

        assertThatThrownBy(() -> Scope.run(scope -> {
                    scope.fork(known(() -> {
                        waiting.countDown();
                        try {
                            Channel.never().receive();
                        } finally {
                            throwOnTheWayOut();
                        }
                    }));
                    scope.fork(known(() -> {
                        waiting.await();
                        throw new IOException("first");
                    }));
                }))
                .hasMessageContaining("first")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .extracting(Throwable::getMessage)
                        .isEqualTo("on the way out"));
    }

    private static void throwOnTheWayOut() {
        throw new IllegalStateException("on the way out");
    }

    @Test
    void whatTheBodyThrowsIsThrownAsItIsAndEndsTheThreads() {
        IOException thrown = new IOException("of the body");

        assertThatThrownBy(() -> Scope.run(scope -> {
                    scope.fork(waitingForEver());
                    throw thrown;
                }))
                .isSameAs(thrown)
                .hasNoSuppressedExceptions();
    }

    @Test
    void theBodysOwnFailureIsThrownWithThatOfAThreadSuppressed() {
        assertThatThrownBy(() -> Scope.run(scope -> {
                    scope.fork(known(() -> {
                        throw new IOException("of a thread");
                    }));
                    while (!Thread.interrupted()) {
                        Thread.onSpinWait();
                    }
                    throw new IOException("of the body");
                }))
                .hasMessage("of the body")
                .satisfies(e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(ScopeFailedException.class));
    }

    @Test
    void anErrorOfAThreadIsThrownAsItIs() {
        AssertionError error = new AssertionError("must not be");

        assertThatThrownBy(() -> Scope.run(scope -> scope.fork(known(() -> {
                    throw error;
                }))))
                .isSameAs(error);
    }

    /** A task that is told to end is interrupted: in its body, or where the scope waits for its threads. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptOfTheCallerEndsAllItsThreads(boolean inTheBody) throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                Scope.run(scope -> {
                    for (int i = 0; i < 2; i++) {
                        scope.fork(known(() -> {
                            running.countDown();
                            Channel.never().receive();
                        }));
                    }
                    if (inTheBody) {
                        Channel.never().receive();
                    }
                });
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        running.await();

        caller.interrupt();
        caller.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aBackgroundThreadIsEndedWhenAllOthersAreDone() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        Channel<Integer> values = Channel.rendezvous();

        Scope.run(scope -> {
            scope.background("source", known(() -> {
                try {
                    for (int i = 0; ; i++) {
                        values.send(i);
                    }
                } catch (InterruptedException e) {
                    interrupted.set(true);
                    throw e;
                }
            }));
            scope.fork(known(() -> {
                while (values.receive() < 10) {
                    Thread.onSpinWait();
                }
            }));
        });

        assertThat(interrupted).isTrue();
    }

    @Test
    void aBackgroundThreadThatFailsFailsTheScope() {
        assertThatThrownBy(() -> Scope.run(scope -> {
                    scope.background("source", known(() -> {
                        throw new IOException("disk full");
                    }));
                    Channel.never().receive();
                }))
                .isInstanceOf(ScopeFailedException.class)
                .hasMessageContaining("/source'");
    }

    @Test
    void waitsForAThreadThatDoesNotHeedItsInterruptAtOnce() {
        AtomicBoolean over = new AtomicBoolean();

        assertThatThrownBy(() -> Scope.run(scope -> {
                    CountDownLatch running = new CountDownLatch(1);
                    scope.fork(known(() -> {
                        running.countDown();
                        while (!Thread.currentThread().isInterrupted()) {
                            Thread.onSpinWait();
                        }
                        Thread.interrupted();
                        Channel.rendezvous().receive(Duration.ofMillis(20));
                        over.set(true);
                    }));
                    running.await();
                    throw new IOException("of the body");
                }))
                .hasMessage("of the body");
        assertThat(over).isTrue();
    }

    @Test
    void nothingIsStartedAfterAFailure() {
        AtomicBoolean started = new AtomicBoolean();

        assertThatThrownBy(() -> Scope.run(scope -> {
                    scope.fork(known(() -> {
                        throw new IOException("disk full");
                    }));
                    try {
                        Channel.never().receive();
                    } catch (InterruptedException e) {
                        scope.fork(known(() -> started.set(true)));
                    }
                }))
                .isInstanceOf(ScopeFailedException.class);
        assertThat(started).isFalse();
    }

    @Test
    void nothingIsStartedAfterTheEnd() throws Exception {
        List<Scope> escaped = new ArrayList<>();
        Scope.run(escaped::add);

        assertThatThrownBy(() -> escaped.get(0).fork("late", () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("scope has ended: thread=" + Thread.currentThread().getName()
                        + "/late, expected to be started before the body and all other threads are done");
    }

    @Test
    void aFailureInAnInnerScopeReachesTheOuterOne() {
        assertThatThrownBy(() -> Scope.run(outer -> {
                    outer.fork(waitingForEver());
                    outer.fork(
                            "inner",
                            known(() -> Scope.run(inner -> {
                                inner.fork(waitingForEver());
                                inner.fork(known(() -> {
                                    throw new IOException("disk full");
                                }));
                            })));
                }))
                .isInstanceOf(ScopeFailedException.class)
                .hasMessageContaining("/inner' failed")
                .hasRootCauseMessage("disk full");
    }

    @Test
    void aCancellationThatTheBodyThrowsByItselfIsItsFailure() {
        assertThatThrownBy(() -> Scope.run(scope -> {
                    scope.fork(waitingForEver());
                    throw new CancellationException("own");
                }))
                .isInstanceOf(CancellationException.class)
                .hasMessage("own");
    }

    /** Catches an interrupt that hits the caller after run has returned, or one that is lost. */
    @Test
    void anInterruptForTheBodyNeverOutlivesTheScope() throws Exception {
        for (int round = 0; round < 2000; round++) {
            try {
                Scope.run(scope -> scope.fork(() -> {
                    throw new IOException("at about the end of the body");
                }));
            } catch (ScopeFailedException e) {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                continue;
            }
            throw new AssertionError("the failure was lost in round " + round);
        }
    }

    @Test
    void theExamplesOfTheDocumentationRun() throws Exception {
        assertThat(ScopeExamples.scope(closed("a", "bc", "def"))).containsExactly(1, 2, 3);
        assertThat(ScopeExamples.call(List.of(closed(1, 2), closed(3), closed(4, 5, 6))))
                .isEqualTo(21);
        assertThat(ScopeExamples.merge(List.of(closed(1, 2), closed(3)))).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(ScopeExamples.limit(closed("here"))).contains("here");
    }

    @Test
    void aMergedChannelIsClosedWhenAllAreAndKeepsEachOnesOrder() throws Exception {
        List<Integer> received = new ArrayList<>();

        Scope.run(scope -> scope.merge(List.of(closed(1, 2, 3), closed(), closed(11, 12, 13)))
                .forEach(received::add));

        assertThat(received).containsExactlyInAnyOrder(1, 2, 3, 11, 12, 13);
        assertThat(received.stream().filter(value -> value < 10)).containsExactly(1, 2, 3);
        assertThat(received.stream().filter(value -> value > 10)).containsExactly(11, 12, 13);
    }

    @Test
    void aMergeOfNothingIsClosed() throws Exception {
        Scope.run(scope -> assertThat(scope.merge(List.of())).isEmpty());
    }

    @Test
    void aMergeThatNobodyReceivesFromEndsWithItsScope() throws Exception {
        Scope.run(scope -> {
            List<ReceiveChannel<Integer>> sources = List.of(closed(1), Channel.rendezvous());
            scope.merge(sources);
        });
    }

    @SafeVarargs
    private static <T> Channel<T> closed(T... values) {
        Channel<T> channel = Channel.withCapacity(values.length);
        for (T value : values) {
            channel.trySend(value);
        }
        channel.close();
        return channel;
    }
}
