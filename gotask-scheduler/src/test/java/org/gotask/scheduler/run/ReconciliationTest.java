package org.gotask.scheduler.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Queries of task states after a registration. */
class ReconciliationTest {

    private final RunLoop loop = new RunLoop(fault -> {
        throw new AssertionError(fault);
    });
    private final Map<String, String> launched = new ConcurrentHashMap<>(Map.of("worker-0", "agent-1"));
    private final BlockingQueue<Map<String, String>> asked = new LinkedBlockingQueue<>();
    private final Reconciliation reconciliation =
            new Reconciliation(loop, () -> Map.copyOf(launched), asked::add, Duration.ofMillis(20));

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void asksAgainAsLongAsTasksAreThere() throws Exception {
        loop.execute(reconciliation::registered);

        for (int i = 0; i < 3; i++) {
            assertThat(asked.poll(60, TimeUnit.SECONDS)).containsExactly(Map.entry("worker-0", "agent-1"));
        }
    }

    @Test
    void asksNothingBeforeTheFirstLaunch() throws Exception {
        launched.clear();

        loop.execute(reconciliation::registered);

        assertThat(asked.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void asksNobodyWhoIsAway() throws Exception {
        loop.execute(() -> {
            reconciliation.registered();
            reconciliation.disconnected();
        });

        assertThat(asked.poll(60, TimeUnit.SECONDS)).isNotNull();
        assertThat(asked.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }
}
