package org.gotask.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SignalStopTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void signalStopsAndWaitsForTheClose() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook;
        try (SignalStop signal = SignalStop.install(lines::add)) {
            signal.stops(stopped::countDown, LONG);
            hook = Thread.ofVirtual().start(signal::stopAndWait);

            stopped.await();
            assertThat(hook.isAlive()).isTrue();
        }
        hook.join();

        assertThat(lines).isEmpty();
    }

    @Test
    void runThatDoesNotEndInTimeIsSaidInOneLineAndNotWaitedFor() {
        try (SignalStop signal = SignalStop.install(lines::add)) {
            signal.stops(() -> {}, Duration.ofSeconds(1));

            signal.stopAndWait();
        }

        assertThat(lines).containsExactly("not ended within 1 s after a signal; remaining processes are killed");
    }
}
