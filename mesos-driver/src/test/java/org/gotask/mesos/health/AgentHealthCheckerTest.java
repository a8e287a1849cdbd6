package org.gotask.mesos.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.mesos.libprocess.HttpResponse;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.testing.PortToReopen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The conditions under which an agent counts as unhealthy; the test controls the time. */
class AgentHealthCheckerTest {

    private static final Duration TIMEOUT = Duration.ofMillis(200);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final LinkedTransferQueue<Duration> ticks = new LinkedTransferQueue<>();
    private final AtomicInteger asked = new AtomicInteger();

    private final AgentHealthChecker.Listener listener = new AgentHealthChecker.Listener() {
        @Override
        public void unhealthy(Upid agent, String reason) {
            told.add("unhealthy: " + reason);
        }

        @Override
        public void healthy(Upid agent) {
            told.add("healthy");
        }
    };

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private AgentHealthChecker checker(int threshold) {
        HttpProbe http = new HttpProbe(TIMEOUT);
        AgentHealthChecker checker = new AgentHealthChecker(
                new HealthCheckConfig(Duration.ofSeconds(1), TIMEOUT, threshold),
                agent -> {
                    Optional<String> problem = http.problem(agent);
                    asked.incrementAndGet();
                    return problem;
                },
                // the test and the checker meet here
                ticks::transfer);
        open.add(checker);
        return checker;
    }

    /** Lets this number of intervals pass; returns when all checks have been answered and all reports made. */
    private void pass(int intervals) throws InterruptedException {
        for (int i = 0; i < intervals; i++) {
            tick();
            await().pollInterval(Duration.ofMillis(1)).until(() -> !ticks.isEmpty());
        }
    }

    private void tick() throws InterruptedException {
        assertThat(ticks.poll(60, TimeUnit.SECONDS)).isEqualTo(Duration.ofSeconds(1));
    }

    private String next() throws InterruptedException {
        String next = told.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no report within 10 s");
        }
        return next;
    }

    /** An agent whose health page has this status. */
    private Upid agent(int port, AtomicInteger status) throws IOException {
        HttpMessenger messenger = new HttpMessenger(new MessengerConfig("127.0.0.1", port));
        messenger.serve("/slave(1)/health", request -> HttpResponse.text(status.get(), ""));
        messenger.start();
        open.add(messenger);
        return messenger.upid("slave(1)");
    }

    @Test
    void healthyAgentIsAskedAndNothingIsTold() throws Exception {
        checker(2).start(agent(0, new AtomicInteger(200)), listener);

        pass(20);

        assertThat(asked).hasValue(20);
        assertThat(told).isEmpty();
    }

    @Test
    void agentThatIsBlockedIsUnhealthyAfterAsManyMisses() throws Exception {
        try (ServerSocket blocked = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            checker(3).start(new Upid("slave(1)", "127.0.0.1", blocked.getLocalPort()), listener);

            pass(2);
            assertThat(told).isEmpty();
            pass(1);

            assertThat(next()).isEqualTo("unhealthy: timed out");
            assertThat(asked).hasValue(3);
        }
    }

    @Test
    void agentThatEndsEachConnectionIsUnhealthy() throws Exception {
        try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!rude.isClosed()) {
                    try (Socket accepted = rude.accept()) {
                        accepted.setSoLinger(true, 0);
                    } catch (IOException e) {
                        // by either thread
                    }
                }
            });
            checker(2).start(new Upid("slave(1)", "127.0.0.1", rude.getLocalPort()), listener);

            pass(2);

            assertThat(next()).startsWith("unhealthy: ");
        }
    }

    @Test
    void agentThatAnswersWithErrorIsUnhealthyAgainAndAgain() throws Exception {
        checker(2).start(agent(0, new AtomicInteger(500)), listener);

        pass(4);

        assertThat(next()).isEqualTo("unhealthy: status 500");
        assertThat(next()).isEqualTo("unhealthy: status 500");
    }

    @Test
    void missesCountOnlyInTurn() throws Exception {
        AtomicInteger status = new AtomicInteger();
        checker(3).start(agent(0, status), listener);

        for (int i = 0; i < 5; i++) {
            status.set(500);
            pass(2);
            status.set(200);
            pass(1);
        }

        assertThat(told).isEmpty();
    }

    @Test
    void agentThatIsPartitionedAndReturnsIsHealthyAgain() throws Exception {
        Upid agent = agent(PortToReopen.find(), new AtomicInteger(200));
        checker(3).start(agent, listener);
        pass(3);
        open.removeFirst().close();
        pass(4);
        assertThat(next()).startsWith("unhealthy: ");
        told.clear();

        agent(agent.port(), new AtomicInteger(200));
        pass(5);

        assertThat(next()).isEqualTo("healthy");
        assertThat(told).isEmpty();
    }

    @Test
    void pausedCheckerAsksNobodyAndGoesOnWithTheNewAddress() throws Exception {
        AgentHealthChecker checker = checker(2);
        checker.start(new Upid("slave(1)", "127.0.0.1", 1), listener);
        pass(1);

        checker.pause();
        tick();
        assertThat(ticks.poll(100, TimeUnit.MILLISECONDS)).isNull();
        assertThat(asked).hasValue(1);

        checker.resume(agent(0, new AtomicInteger(200)));
        await().pollInterval(Duration.ofMillis(1)).until(() -> !ticks.isEmpty());
        pass(5);
        assertThat(asked).hasValue(7);
        assertThat(told).isEmpty();
    }

    @Test
    void closedCheckerAsksNoMore() throws Exception {
        AgentHealthChecker checker = checker(1);
        checker.start(agent(0, new AtomicInteger(200)), listener);
        pass(2);

        checker.close();
        checker.close();

        await().pollInterval(Duration.ofMillis(1)).until(ticks::isEmpty);
        assertThat(ticks.poll(100, TimeUnit.MILLISECONDS)).isNull();
        assertThat(asked).hasValue(2);
        assertThatThrownBy(() -> checker.start(new Upid("slave(1)", "127.0.0.1", 1), listener))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void outOfRangeIsRefused() {
        assertThatThrownBy(() -> new HealthCheckConfig(Duration.ZERO, TIMEOUT, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HealthCheckConfig(TIMEOUT, Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HealthCheckConfig(TIMEOUT, TIMEOUT, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("health check out of range: ");
    }

    @Test
    void realTimePassesByItself() throws Exception {
        AgentHealthChecker checker = new AgentHealthChecker(new HealthCheckConfig(Duration.ofMillis(1), TIMEOUT, 2));
        open.add(checker);

        checker.start(new Upid("slave(1)", "127.0.0.1", 1), listener);

        assertThat(next()).isEqualTo("unhealthy: connection refused");
    }
}
