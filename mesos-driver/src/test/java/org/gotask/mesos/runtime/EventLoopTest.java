package org.gotask.mesos.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One thread, one event at a time, in order. */
class EventLoopTest {

    private final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
    private final EventLoop loop = new EventLoop("loop", faults::add);

    @AfterEach
    void close() {
        loop.close();
    }

    /** Waits until all events queued before have run. */
    private void drain() throws InterruptedException {
        CountDownLatch drained = new CountDownLatch(1);
        loop.execute(drained::countDown);
        drained.await();
    }

    @Test
    void runsEventsInOrderOnOneThread() throws InterruptedException {
        List<Integer> ran = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            Runnable event = () -> {
                ran.add(number);
                threads.add(Thread.currentThread());
            };
            if (i % 2 == 0) {
                loop.execute(event);
            } else {
                loop.executeBounded(event);
            }
        }
        drain();

        assertThat(ran).hasSize(10_000).isSorted();
        assertThat(threads.stream().distinct()).hasSize(1);
        assertThat(threads.get(0).isVirtual()).isTrue();
        assertThat(threads.get(0).getName()).isEqualTo("loop");
    }

    @Test
    void timerRunsAfterItsDelayUnlessCancelled() throws InterruptedException {
        CountDownLatch due = new CountDownLatch(1);
        List<String> ran = new ArrayList<>();
        // on the loop, so that it cannot become due before it is cancelled
        loop.execute(() -> {
            Timer cancelled = loop.after(Duration.ofMillis(20), () -> ran.add("cancelled"));
            cancelled.cancel();
        });
        long before = System.nanoTime();
        loop.after(Duration.ofMillis(60), due::countDown);
        due.await();

        assertThat(System.nanoTime() - before)
                .isGreaterThanOrEqualTo(Duration.ofMillis(60).toNanos());
        drain();
        assertThat(ran).isEmpty();
    }

    @Test
    void faultOfAnEventIsReportedAndTheNextOneRuns() throws InterruptedException {
        RuntimeException fault = new IllegalStateException("fault");
        loop.execute(() -> {
            throw fault;
        });
        drain();

        assertThat(faults).containsExactly(fault);
    }

    @Test
    void floodWaitsForRoom() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        CountDownLatch queued = new CountDownLatch(5000);
        CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < 5000; i++) {
                    loop.executeBounded(() -> {});
                    queued.countDown();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(queued.await(300, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(flood).isNotDone();

        goOn.countDown();

        flood.get(60, TimeUnit.SECONDS);
    }

    @Test
    void closeReleasesWhoWaitsForRoomAndDropsWhatWaits() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        List<String> ran = new ArrayList<>();
        loop.execute(() -> {
            running.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        running.await();
        CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < 5000; i++) {
                    loop.executeBounded(() -> ran.add("dropped"));
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        loop.close();
        flood.get(60, TimeUnit.SECONDS);
        goOn.countDown();

        loop.execute(() -> ran.add("late"));
        loop.after(Duration.ZERO, () -> ran.add("late")).cancel();
        assertThat(ran).isEmpty();
    }

    @Test
    void closedLoopEndsAfterTheRunningEvent() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Boolean> interrupted = new ArrayList<>();
        loop.execute(() -> {
            running.countDown();
            try {
                goOn.await();
                interrupted.add(false);
            } catch (InterruptedException e) {
                interrupted.add(true);
            }
        });
        running.await();
        assertThat(loop.isClosed()).isFalse();

        loop.close();
        loop.close();

        assertThat(loop.isClosed()).isTrue();
        assertThat(loop.awaitEnd(Duration.ZERO)).isFalse();
        goOn.countDown();
        assertThat(loop.awaitEnd(Duration.ofMinutes(1))).isTrue();
        assertThat(interrupted).containsExactly(false);
    }

    @Test
    void interruptedThreadIsTurnedAwayOnlyIfItWouldHaveToWait() throws InterruptedException {
        Thread.currentThread().interrupt();
        loop.executeBounded(() -> {});
        assertThat(Thread.interrupted()).isTrue();

        CountDownLatch goOn = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 5000; i++) {
                        loop.executeBounded(() -> {});
                    }
                })
                .isInstanceOf(InterruptedException.class);
        goOn.countDown();
    }
}
