package org.gotask.mesos.local.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Questions, faults and the end of the thread that owns the state of a master or agent. */
class ActorThreadTest {

    private final ActorThread thread = new ActorThread("test");

    @AfterEach
    void close() {
        thread.close();
    }

    @Test
    void answersWithAValueOfItsState() throws InterruptedException {
        AtomicInteger state = new AtomicInteger();
        thread.execute(state::incrementAndGet);

        assertThat(thread.ask(state::get)).contains(1);
    }

    @Test
    void questionThatFailsIsAFaultOfTheCaller() {
        assertThatThrownBy(() -> thread.ask(() -> {
                    throw new IllegalArgumentException("for the test");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closedThreadDoesNotAnswer() throws InterruptedException {
        thread.close();

        assertThat(thread.ask(() -> 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failureOfAnEventIsLoggedAndTheNextEventRuns(boolean error) throws InterruptedException {
        Logger logger = (Logger) LoggerFactory.getLogger(ActorThread.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        try {
            thread.execute(() -> {
                if (error) {
                    throw new NoClassDefFoundError("for the test");
                }
                throw new IllegalStateException("for the test");
            });

            assertThat(thread.ask(() -> 1)).contains(1);
        } finally {
            logger.setAdditive(true);
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("event failed, the state may be inconsistent: thread=test");
    }

    @Test
    void closeWaitsForTheRunningEventAndDropsTheOthers() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger dropped = new AtomicInteger();
        thread.execute(() -> {
            running.countDown();
            UninterruptibleWait.await(goOn::await);
            ended.incrementAndGet();
        });
        thread.execute(dropped::incrementAndGet);
        thread.after(Duration.ZERO, dropped::incrementAndGet);
        running.await();
        Thread closing = Thread.ofVirtual().start(thread::close);
        // its next step is to wait for the event
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);

        goOn.countDown();
        closing.join();

        assertThat(ended).hasValue(1);
        assertThat(dropped).hasValue(0);
    }
}
