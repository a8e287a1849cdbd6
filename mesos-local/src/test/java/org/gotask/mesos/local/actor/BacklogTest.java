package org.gotask.mesos.local.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages that wait for the thread of an actor take a bounded number of bytes. */
@Timeout(60)
class BacklogTest {

    private static final int MESSAGE_BYTES = 1000;

    private final ActorThread thread = new ActorThread("test", new Backlog(10_000));
    private final CountDownLatch busy = new CountDownLatch(1);
    private final AtomicInteger handled = new AtomicInteger();

    @AfterEach
    void close() {
        busy.countDown();
        thread.close();
    }

    @Test
    void whoeverBringsMoreWaitsUntilTheThreadHasTakenSome() throws Exception {
        occupy();
        AtomicInteger brought = new AtomicInteger();
        Thread connection = Thread.ofVirtual().start(() -> bring(20, brought));

        Awaitility.await().until(() -> connection.getState() == Thread.State.WAITING);
        assertThat(brought).hasValueBetween(5, 9);

        busy.countDown();
        connection.join();
        Awaitility.await().until(() -> handled.get() == 20);
    }

    @Test
    void messageLargerThanAllTheRoomIsHandledAlone() throws Exception {
        for (int i = 0; i < 3; i++) {
            message(50_000, handled::incrementAndGet);
        }

        Awaitility.await().until(() -> handled.get() == 3);
    }

    @Test
    void eventsOfTheLoopItselfDoNotWait() throws Exception {
        occupy();
        message(50_000, handled::incrementAndGet);

        thread.execute(handled::incrementAndGet);

        busy.countDown();
        Awaitility.await().until(() -> handled.get() == 2);
    }

    @Test
    void roomComesBackAfterAFault() throws Exception {
        for (int i = 0; i < 3; i++) {
            message(50_000, () -> {
                handled.incrementAndGet();
                throw new IllegalStateException("expected by the test");
            });
        }

        Awaitility.await().until(() -> handled.get() == 3);
    }

    @Test
    void messageIsNotReadBeforeThereIsRoom() throws Exception {
        occupy();
        message(50_000, handled::incrementAndGet);
        AtomicInteger read = new AtomicInteger();
        Thread connection = Thread.ofVirtual()
                .start(() -> UninterruptibleWait.await(() -> thread.message(50_000, () -> {
                    read.incrementAndGet();
                    return Optional.of(handled::incrementAndGet);
                })));

        Awaitility.await().until(() -> connection.getState() == Thread.State.WAITING);
        assertThat(read).hasValue(0);

        busy.countDown();
        Awaitility.await().until(() -> handled.get() == 2);
    }

    @Test
    void roomComesBackAfterAMessageThatCannotBeRead() throws Exception {
        occupy();
        thread.message(50_000, Optional::empty);
        assertThatThrownBy(() -> thread.message(50_000, () -> {
                    throw new IllegalStateException("expected by the test");
                }))
                .isInstanceOf(IllegalStateException.class);

        // would wait forever, because the thread handles nothing
        message(50_000, handled::incrementAndGet);

        busy.countDown();
        Awaitility.await().until(() -> handled.get() == 1);
    }

    @Test
    void closedLoopHoldsNobodyUp() throws Exception {
        thread.close();

        bring(20, new AtomicInteger());

        assertThat(handled).hasValue(0);
    }

    private void message(long bytes, Runnable event) throws InterruptedException {
        thread.message(bytes, () -> Optional.of(event));
    }

    private void bring(int count, AtomicInteger brought) {
        try {
            for (int i = 0; i < count; i++) {
                message(MESSAGE_BYTES, handled::incrementAndGet);
                brought.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes the thread wait for {@link #busy}. */
    private void occupy() throws InterruptedException {
        var begun = new CountDownLatch(1);
        thread.execute(() -> {
            begun.countDown();
            UninterruptibleWait.await(busy::await);
        });
        begun.await();
    }
}
