package org.gotask.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.gotask.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a scope returns, and what it does when its time is up. */
class ScopeResultTest {

    private static final Duration SHORT = Duration.ofMillis(30);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void noInterruptIsLeft() {
        assertThat(Thread.interrupted()).as("interrupt left behind").isFalse();
    }

    @Test
    void returnsWhatTheBodyReturnsWhenItsThreadsHaveEnded() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();

        String result = Scope.call(scope -> {
            CountDownLatch bodyReturned = new CountDownLatch(1);
            scope.fork(() -> {
                bodyReturned.await();
                ended.set(true);
            });
            bodyReturned.countDown();
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(ended).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // it does not see that the type of a lambda's result may be nullable
    void returnsNullIfTheBodyDoes() throws Exception {
        @Nullable String result = Scope.<@Nullable String, RuntimeException>call(scope -> null);

        assertThat(result).isNull();
    }

    @Test
    void hasNoResultIfAThreadFails() {
        assertThatThrownBy(() -> Scope.call(scope -> {
                    scope.fork("reader", () -> {
                        throw new IOException("disk full");
                    });
                    return "done";
                }))
                .isInstanceOf(ScopeFailedException.class)
                .hasMessageContaining("disk full");
    }

    @Test
    void throwsTheCheckedExceptionOfItsBodyAsItIs() {
        IOException thrown = new IOException("of the body");

        assertThatThrownBy(() -> Scope.<String, IOException>call(scope -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThatThrownBy(() -> Scope.<String, IOException>call(LONG, scope -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    @Test
    void returnsInTimeAsIfThereWereNoLimit() throws Exception {
        assertThat(Scope.<String, RuntimeException>call(LONG, scope -> "done")).isEqualTo("done");
        assertThat(Scope.<String, RuntimeException>call(Duration.ofSeconds(Long.MAX_VALUE), scope -> "done"))
                .isEqualTo("done");
        Scope.run(LONG, scope -> scope.fork(() -> {}));
    }

    @Test
    void interruptsTheBodyAndAllThreadsWhenTheTimeIsUp() {
        AtomicBoolean forkInterrupted = new AtomicBoolean();
        AtomicBoolean backgroundInterrupted = new AtomicBoolean();
        HandAlarm alarm = new HandAlarm();

        assertThatThrownBy(() -> Scope.call(LONG, alarm, scope -> {
                    CountDownLatch running = new CountDownLatch(2);
                    scope.fork("reader", () -> waitInVain(running, forkInterrupted));
                    scope.background("pump", () -> waitInVain(running, backgroundInterrupted));
                    running.await();
                    alarm.ring();
                    never.await();
                    return "not reached";
                }))
                .isInstanceOf(ScopeTimeoutException.class)
                .hasMessage("scope timed out: limit=PT10M, running: body, '"
                        + Thread.currentThread().getName() + "/reader'")
                .hasNoSuppressedExceptions();
        assertThat(forkInterrupted).isTrue();
        assertThat(backgroundInterrupted).isTrue();
        assertThat(alarm.off).isTrue();
    }

    private void waitInVain(CountDownLatch running, AtomicBoolean interrupted) throws InterruptedException {
        running.countDown();
        try {
            never.await();
        } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
        }
    }

    @Test
    void namesTheThreadsThatTheBodyHasLeftRunning() {
        HandAlarm alarm = new HandAlarm();
        Thread owner = Thread.currentThread();

        assertThatThrownBy(() -> Scope.call(LONG, alarm, scope -> {
                    for (int i = 1; i <= 7; i++) {
                        scope.fork("t" + i, never::await);
                    }
                    Thread.startVirtualThread(() -> {
                        Awaitility.await().until(() -> owner.getState() == Thread.State.WAITING);
                        alarm.ring();
                    });
                    return "too early";
                }))
                .isInstanceOf(ScopeTimeoutException.class)
                .message()
                .isEqualTo("scope timed out: limit=PT10M, running: 'X/t1', 'X/t2', 'X/t3', 'X/t4', 'X/t5' and 2 more"
                        .replace("X", owner.getName()));
    }

    @Test
    void aBodyThatComputesPastTheLimitHasNoResult() {
        assertThatThrownBy(() -> Scope.call(SHORT, scope -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    return "too late";
                }))
                .isInstanceOf(ScopeTimeoutException.class)
                .hasMessage("scope timed out: limit=PT0.03S, running: body");
    }

    @Test
    void whatTheBodyThrowsAfterTheLimitIsThrownWithTheTimeoutSuppressed() {
        assertThatThrownBy(() -> Scope.run(SHORT, scope -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new IOException("half written");
                    }
                }))
                .isInstanceOf(IOException.class)
                .satisfies(
                        e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(ScopeTimeoutException.class));
    }

    @Test
    void aFailureBeforeTheLimitIsTheCause() {
        assertThatThrownBy(() -> Scope.run(LONG, scope -> {
                    scope.fork("reader", () -> {
                        throw new IOException("disk full");
                    });
                    never.await();
                }))
                .isInstanceOf(ScopeFailedException.class);
    }

    @Test
    void doesNotBeginWithALimitThatIsOver() {
        List<String> begun = new ArrayList<>();

        for (Duration limit : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatThrownBy(() -> Scope.run(limit, scope -> begun.add("begun")))
                    .isInstanceOf(ScopeTimeoutException.class)
                    .hasMessage("scope timed out: limit=" + limit + ", expected above 0; the body was not started");
        }
        assertThat(begun).isEmpty();
    }

    /** Catches an interrupt that hits the caller after the scope has ended, and a limit that is noticed too late. */
    @Test
    void aLimitAtAboutTheEndNeverReachesTheCaller() throws Exception {
        int inTime = 0;
        for (int round = 0; round < 2000; round++) {
            try {
                Channel<Integer> values = Channel.rendezvous();
                inTime += Scope.<Integer, InterruptedException>call(Duration.ofNanos(50_000 + 50L * round), scope -> {
                    scope.fork(() -> values.send(1));
                    return values.receive();
                });
            } catch (ScopeTimeoutException e) {
                assertThat(e).hasMessageContaining("running: ");
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        assertThat(inTime).isBetween(0, 2000);
    }

    @Test
    void anInnerScopeIsEndedByTheLimitOfTheOuterOne() {
        assertThatThrownBy(() ->
                        Scope.run(SHORT, outer -> Scope.run(LONG, inner -> inner.fork("reader", () -> never.await()))))
                .isInstanceOf(ScopeTimeoutException.class)
                .hasMessageContaining("limit=PT0.03S, running: body");
    }

    /** Rings when the test says, in a thread of its own as the real one does. */
    private static final class HandAlarm implements Alarm {

        private final AtomicBoolean off = new AtomicBoolean();
        private volatile Runnable ring = () -> {};

        @Override
        public Runnable set(Duration limit, Runnable whenUp) {
            ring = whenUp;
            return () -> off.set(true);
        }

        void ring() {
            Thread.startVirtualThread(ring);
        }
    }
}
