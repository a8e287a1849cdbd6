package org.gotask.mesos.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callbacks run one at a time, in order, on one thread, and none runs after the end. */
class CallbackThreadTest {

    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> called = new LinkedBlockingQueue<>();
    private final CallbackThread callbacks =
            new CallbackThread("callbacks", (name, thrown) -> failures.add(name + " " + thrown.getMessage()));

    @BeforeEach
    void start() {
        callbacks.start();
    }

    @AfterEach
    void close() {
        callbacks.close();
    }

    private void deliver(String name) {
        callbacks.deliver(name, () -> called.add(name));
    }

    private String next() throws InterruptedException {
        String next = called.poll(60, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    /** Keeps the thread busy until released. */
    private CountDownLatch block() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        callbacks.deliver("block", () -> {
            inside.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        inside.await();
        return release;
    }

    @Test
    void deliversInOrder() throws InterruptedException {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            deliver("" + i);
            expected.add("" + i);
        }
        for (String name : expected) {
            assertThat(next()).isEqualTo(name);
        }
    }

    @Test
    void knowsItself() throws Exception {
        CompletableFuture<Boolean> inside = new CompletableFuture<>();
        callbacks.deliver("x", () -> inside.complete(callbacks.isCurrent()));

        assertThat(inside.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(callbacks.isCurrent()).isFalse();
    }

    @Test
    void failureIsReportedWithTheNameOfTheCallback() throws InterruptedException {
        callbacks.deliver("statusUpdate", () -> {
            throw new IllegalStateException("broken");
        });

        assertThat(failures.poll(60, TimeUnit.SECONDS)).isEqualTo("statusUpdate broken");
        deliver("next");
        assertThat(next()).isEqualTo("next");
    }

    @Test
    void noCallbackStartsAfterClose() throws InterruptedException {
        CountDownLatch release = block();
        deliver("dropped");
        callbacks.close();
        deliver("late");
        assertThat(callbacks.deliverLast("late", () -> called.add("late"))).isFalse();
        release.countDown();

        assertThat(called.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void lastCallbackReplacesAllThatWait() throws InterruptedException {
        CountDownLatch release = block();
        deliver("dropped");
        assertThat(callbacks.deliverLast("error", () -> called.add("error"))).isTrue();
        deliver("late");
        release.countDown();

        assertThat(next()).isEqualTo("error");
        assertThat(called.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void interruptLeftBehindDoesNotReachTheNextCallback() throws Exception {
        callbacks.deliver("a", () -> Thread.currentThread().interrupt());
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        callbacks.deliver("b", () -> interrupted.complete(Thread.currentThread().isInterrupted()));

        assertThat(interrupted.get(60, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void whoBringsMessagesWaitsWhileCallbacksAreFarBehind() throws Exception {
        CountDownLatch release = block();
        callbacks.awaitCapacity();
        for (int i = 0; i < 1024; i++) {
            deliver("" + i);
        }
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                callbacks.awaitCapacity();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(waiting).isNotDone();

        release.countDown();

        waiting.get(60, TimeUnit.SECONDS);
    }

    @Test
    void closeReleasesWhoWaits() throws Exception {
        CountDownLatch release = block();
        for (int i = 0; i < 2000; i++) {
            deliver("" + i);
        }
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                callbacks.awaitCapacity();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        callbacks.close();

        waiting.get(60, TimeUnit.SECONDS);
        release.countDown();
    }
}
