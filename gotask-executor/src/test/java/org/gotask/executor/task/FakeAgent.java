package org.gotask.executor.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gotask.executor.agent.AgentListener;
import org.gotask.executor.agent.AgentPort;
import org.gotask.executor.agent.TaskReport;
import org.jspecify.annotations.Nullable;

/**
 * An agent without a cluster: it keeps what the executor reports and sends, in one order, and lets a test speak for it.
 * Nothing is lost and nothing waits, unless {@link #jam} is called.
 */
class FakeAgent implements AgentPort {

    /** One thing the executor said. */
    sealed interface Said {
        record Report(TaskReport report) implements Said {}

        record Datagram(String content) implements Said {}

        record Stopped() implements Said {}

        /** The state of the report, or the datagram's text. */
        default String text() {
            return switch (this) {
                case Report(TaskReport report) -> report.state().name();
                case Datagram(String datagram) -> datagram;
                case Stopped() -> "stopped";
            };
        }
    }

    final List<Said> said = new CopyOnWriteArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final Duration shutdownGrace;
    private volatile @Nullable AgentListener listener;
    private volatile CountDownLatch unjammed = new CountDownLatch(0);
    private volatile CountDownLatch stopUnjammed = new CountDownLatch(0);
    private volatile @Nullable RuntimeException breakage;
    private volatile Consumer<byte[]> scheduler = datagram -> {};

    FakeAgent(Duration shutdownGrace) {
        this.shutdownGrace = shutdownGrace;
    }

    @Override
    public void start(AgentListener executor) {
        listener = executor;
        started.countDown();
    }

    @Override
    public void report(TaskReport report) {
        said.add(new Said.Report(report));
    }

    @Override
    public void send(byte[] data) throws InterruptedException {
        unjammed.await();
        RuntimeException broken = breakage;
        if (broken != null) {
            throw broken;
        }
        said.add(new Said.Datagram(new String(data, UTF_8)));
        scheduler.accept(data);
    }

    @Override
    public Duration shutdownGrace() {
        return shutdownGrace;
    }

    @Override
    public void stop() {
        awaitUninterrupted(stopUnjammed);
        said.add(new Said.Stopped());
    }

    /** Passes on the bytes that the executor sends to the scheduler. */
    void connect(Consumer<byte[]> toScheduler) {
        scheduler = toScheduler;
    }

    /** Sends wait from now on. */
    void jam() {
        unjammed = new CountDownLatch(1);
    }

    /** The stop waits until {@link #unjam}. */
    void jamStop() {
        stopUnjammed = new CountDownLatch(1);
    }

    void unjam() {
        unjammed.countDown();
        stopUnjammed.countDown();
    }

    /** Sends fail from now on. */
    void breakDown(String reason) {
        breakage = new IllegalStateException(reason);
    }

    /** The executor, once it has started this port. */
    AgentListener executor() {
        awaitUninterrupted(started);
        return Objects.requireNonNull(listener);
    }

    List<TaskReport> reports() {
        return said.stream()
                .flatMap(one -> one instanceof Said.Report(TaskReport report) ? Stream.of(report) : null)
                .toList();
    }

    List<TaskReport> reports(String taskId) {
        return reports().stream()
                .filter(report -> report.taskId().equals(taskId))
                .toList();
    }

    List<TaskReport.State> states(String taskId) {
        return reports(taskId).stream().map(TaskReport::state).toList();
    }

    List<String> datagrams() {
        return said.stream()
                .flatMap(one -> one instanceof Said.Datagram(String content) ? Stream.of(content) : null)
                .toList();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("waited too long");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
