package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Channels that time fills: the schedule on a clock of the test's own, the waiting on the real one. */
class TimersTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong elapsedNanos = new AtomicLong();
    private final NanoClock clock = new NanoClock() {
        @Override
        public long nanoTime() {
            return Long.MAX_VALUE - SECOND.toNanos() + elapsedNanos.get(); // overflows on the way, as it may
        }

        @Override
        public Instant instant() {
            return START.plusNanos(elapsedNanos.get());
        }
    };

    private void pass(Duration time) {
        elapsedNanos.addAndGet(time.toNanos());
    }

    @Test
    void afterIsDueOnceAndThenClosed() throws Exception {
        ReceiveChannel<Instant> timer = Timers.after(SECOND.multipliedBy(3), clock);
        assertThat(timer.tryReceive()).isEqualTo(new Received.Empty<>());
        pass(SECOND.multipliedBy(3).minusNanos(1));
        assertThat(timer.tryReceive()).isEqualTo(new Received.Empty<>());

        pass(Duration.ofNanos(1));
        pass(SECOND);

        assertThat(timer.receive()).isEqualTo(START.plusSeconds(3));
        assertThat(timer.tryReceive()).isEqualTo(new Received.Closed<>());
        assertThat(timer.iterator().hasNext()).isFalse();
    }

    @Test
    void afterNoTimeIsDueAtOnce() {
        assertThat(Timers.after(Duration.ZERO, clock).tryReceive()).isEqualTo(new Received.Value<>(START));
        assertThat(Timers.after(SECOND.negated(), clock).tryReceive()).isEqualTo(new Received.Value<>(START));
        assertThat(Timers.after(Duration.ofSeconds(Long.MAX_VALUE)).tryReceive())
                .isEqualTo(new Received.Empty<>());
    }

    @Test
    void ticksAreDueAtEachInterval() {
        Ticker ticker = Timers.tick(SECOND, clock);
        assertThat(ticker.channel().tryReceive()).isEqualTo(new Received.Empty<>());
        for (int i = 1; i <= 3; i++) {
            pass(SECOND);
            assertThat(ticker.channel().tryReceive()).isEqualTo(new Received.Value<>(START.plusSeconds(i)));
            assertThat(ticker.channel().tryReceive()).isEqualTo(new Received.Empty<>());
        }
    }

    @Test
    void ticksThatNobodyTookAreDroppedAndTheRhythmIsKept() {
        Ticker ticker = Timers.tick(SECOND, clock);

        pass(Duration.ofMillis(4700));

        assertThat(ticker.channel().tryReceive()).isEqualTo(new Received.Value<>(START.plusSeconds(4)));
        assertThat(ticker.channel().tryReceive()).isEqualTo(new Received.Empty<>());
        pass(Duration.ofMillis(300));
        assertThat(ticker.channel().tryReceive()).isEqualTo(new Received.Value<>(START.plusSeconds(5)));
    }

    @Test
    void closingATickerEndsItAndTellsWaitingReceivers() throws Exception {
        Ticker ticker = Timers.tick(Duration.ofDays(1));
        Fork<Received<Instant>> receiver =
                Fork.fork(ticker.channel()::receiveOrClosed).parked();

        ticker.close();
        ticker.close();

        assertThat(receiver.join()).isEqualTo(new Received.Closed<>());
        assertThatThrownBy(() -> ticker.channel().receive()).hasMessage("channel is closed: the ticker was closed");
    }

    @Test
    void refusesAnIntervalOfNoTime() {
        assertThatThrownBy(() -> Timers.tick(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tick interval out of range: interval=PT0S, expected above 0");
        assertThatThrownBy(() -> Timers.tick(SHORT.negated())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReceiverWaitsUntilTheTimerIsDue() throws Exception {
        long start = System.nanoTime();

        Timers.after(SHORT).receive();

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos());
    }

    @Test
    void aLoopOverATickerHearsEachTick() throws Exception {
        List<Instant> heard = new ArrayList<>();
        Ticker ticker = Timers.tick(Duration.ofMillis(5));
        for (Instant tick : ticker.channel()) {
            heard.add(tick);
            if (heard.size() == 5) {
                ticker.close();
            }
        }

        assertThat(heard).hasSize(5).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ofManyReceiversOneGetsTheTimeAndTheOthersTheClose() throws Exception {
        ReceiveChannel<Instant> timer = Timers.after(SHORT);
        List<Fork<Received<Instant>>> receivers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            receivers.add(Fork.fork(timer::receiveOrClosed));
        }

        List<Received<Instant>> answers = new ArrayList<>();
        for (Fork<Received<Instant>> receiver : receivers) {
            answers.add(receiver.join());
        }

        assertThat(answers)
                .filteredOn(answer -> answer instanceof Received.Value<Instant>)
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer instanceof Received.Closed<Instant>)
                .hasSize(9);
    }

    @Test
    void aTimedReceiveGivesUpBeforeTheTimerIsDue() throws Exception {
        ReceiveChannel<Instant> timer = Timers.after(Duration.ofDays(1));

        assertThat(timer.receive(SHORT)).isEqualTo(new Received.Empty<>());
    }

    @Test
    void aSelectHearsTimersAmongOtherCases() throws Exception {
        List<String> log = new ArrayList<>();
        Channel<String> silent = Channel.rendezvous();
        try (Ticker ticker = Timers.tick(SHORT)) {
            Select select =
                    Select.create().receive(silent, log::add).receive(ticker.channel(), tick -> log.add("tick"));
            select.await();
            select.await();
        }
        Select.create()
                .receive(silent, log::add)
                .receive(Timers.after(SHORT), time -> log.add("time"))
                .await();

        assertThat(log).containsExactly("tick", "tick", "time");
        assertThat(silent.trySend("nobody waits any more")).isFalse();
    }

    @Test
    void anInterruptEndsTheWaitForATimer() throws Exception {
        Fork<Instant> receiver =
                Fork.fork(Timers.after(Duration.ofDays(1))::receive).parked();

        assertThatThrownBy(receiver.interrupt()::join).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aDroppedTimerIsGarbage() {
        List<WeakReference<Object>> dropped = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            dropped.add(new WeakReference<>(Timers.after(Duration.ofDays(1))));
            dropped.add(new WeakReference<>(Timers.tick(SHORT)));
        }

        await().until(() -> {
            System.gc();
            return dropped.stream().allMatch(reference -> reference.get() == null);
        });
    }

    @Test
    void timersNeedNoThreads() throws Exception {
        List<ReceiveChannel<Instant>> timers = new ArrayList<>();
        int before = Thread.activeCount();
        for (int i = 0; i < 1000; i++) {
            timers.add(Timers.after(SHORT));
        }

        assertThat(Thread.activeCount()).isLessThan(before + 10);
        for (ReceiveChannel<Instant> timer : timers) {
            timer.receive();
        }
    }
}
