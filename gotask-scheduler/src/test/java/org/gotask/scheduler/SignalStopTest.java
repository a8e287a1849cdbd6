package org.gotask.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.exit.ExitCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SignalStopTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AtomicInteger signals = new AtomicInteger();
    private final SignalStop signal = new SignalStop(lines::add, signals::get);
    private final RecordedRun run = new RecordedRun();

    /** A run that records its requests. */
    private static final class RecordedRun implements SignalStop.Stoppable {

        final CountDownLatch stopped = new CountDownLatch(1);
        final CountDownLatch hurried = new CountDownLatch(1);
        volatile String reason = "";

        @Override
        public void stop(String why) {
            reason = why;
            stopped.countDown();
        }

        @Override
        public void hurry() {
            hurried.countDown();
        }

        @Override
        public List<Thread> functionThreads() {
            return List.of();
        }
    }

    @Test
    void stopsTheRunAndWaitsForTheClose() throws Exception {
        assertThat(signal.stops(run, LONG)).isTrue();
        Thread hook = Thread.ofVirtual().start(signal::stopAndWait);

        run.stopped.await();
        assertThat(run.reason).isNotEmpty();
        assertThat(hook.isAlive()).isTrue();
        signal.close();
        hook.join();

        assertThat(lines).isEmpty();
        assertThat(run.hurried.getCount()).isEqualTo(1);
    }

    @Test
    void furtherSignalHurriesTheRun() throws Exception {
        signal.stops(run, LONG);
        Thread hook = Thread.ofVirtual().start(signal::stopAndWait);
        run.stopped.await();

        signals.incrementAndGet();

        run.hurried.await();
        signal.close();
        hook.join();
    }

    @Test
    void runThatDoesNotEndInTimeIsReportedInOneLine() {
        signal.stops(run, Duration.ofSeconds(1));

        signal.stopAndWait();

        assertThat(lines)
                .containsExactly(
                        "stopped by the end of the program; not ended within 1 s," + " remaining processes are killed");
    }

    @Test
    void endOfTheProcessBeforeTheRunIsExplainedAndNoRunStartsAfterIt() {
        signal.stopAndWait();

        assertThat(lines).containsExactly("stopped by the end of the program, before the run started");
        assertThat(signal.stops(run, LONG)).isFalse();
    }

    @Test
    void reasonNamesTheSignalOrTheCaller() {
        assertThat(SignalStop.reason(new ExitCause.Signal("SIGTERM"))).isEqualTo("stopped by a signal (SIGTERM)");
        assertThat(SignalStop.reason(
                        new ExitCause.Call(Thread.ofVirtual().name("x").unstarted(() -> {}), "A.java:7")))
                .isEqualTo("stopped by a call of System.exit in the thread x (A.java:7)");
    }
}
