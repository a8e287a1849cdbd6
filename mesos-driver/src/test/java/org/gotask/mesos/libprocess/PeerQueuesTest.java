package org.gotask.mesos.libprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gotask.mesos.proto.TaskID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Messages are sent without waiting, in order, past blocked peers; the wait for quota delays no other sender. */
class PeerQueuesTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final Upid SELF = new Upid("self", "127.0.0.1", 1);
    private static final Upid FAST = new Upid("slave(1)", "127.0.0.1", 2);
    private static final Upid STUCK = new Upid("slave(1)", "127.0.0.1", 3);

    private final StuckMessenger messenger = new StuckMessenger();
    private final PeerQueues lanes = new PeerQueues(messenger);
    private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        lanes.close();
    }

    private static TaskID taskId(String text) {
        return TaskID.newBuilder().setValue(text).build();
    }

    private void send(Upid to, String text) {
        lanes.send(SELF, to, taskId(text), reason -> refusals.add(text + " " + reason.getMessage()));
    }

    /** Accepts messages, but waits forever with those for one peer, until released. */
    private static final class StuckMessenger implements Messenger {
        final BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        final CountDownLatch released = new CountDownLatch(1);
        final CountDownLatch stuck = new CountDownLatch(1);
        final ConcurrentHashMap<Thread, Boolean> threads = new ConcurrentHashMap<>();

        @Override
        public void send(Upid from, Upid to, Message message) throws InterruptedException {
            threads.put(Thread.currentThread(), true);
            String text = ((TaskID) message).getValue();
            if (text.startsWith("refused")) {
                throw new MessageNotSentException("too long");
            }
            if (text.equals("error")) {
                throw new OutOfMemoryError("for the test");
            }
            if (text.equals("fault")) {
                throw new IllegalStateException("for the test");
            }
            if (to.equals(STUCK)) {
                stuck.countDown();
                released.await();
            }
            taken.add(text);
        }

        @Override
        public void start() {}

        @Override
        public Upid upid(String processId) {
            return SELF;
        }

        @Override
        public void spawn(String processId, MessageHandler handler) {}

        @Override
        public void terminate(String processId) {}

        @Override
        public void serve(String path, HttpHandler handler) {}

        @Override
        public Link link(Upid to, Runnable exited) {
            return () -> {};
        }

        @Override
        public void close() {}
    }

    @Test
    void keepsTheOrderPerPeer() throws InterruptedException {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            send(FAST, "" + i);
            expected.add("" + i);
        }

        assertThat(lanes.awaitEmpty(Duration.ofSeconds(60))).isTrue();
        assertThat(messenger.taken).containsExactlyElementsOf(expected);
    }

    @Test
    void stuckPeerHoldsUpNobodyElse() throws InterruptedException {
        send(STUCK, "stuck");
        messenger.stuck.await();
        send(STUCK, "behind");

        send(FAST, "fast");

        assertThat(messenger.taken.poll(60, TimeUnit.SECONDS)).isEqualTo("fast");
        assertThat(lanes.awaitEmpty(Duration.ofMillis(50))).isFalse();
        messenger.released.countDown();
        assertThat(lanes.awaitEmpty(Duration.ofSeconds(60))).isTrue();
        assertThat(messenger.taken).containsExactly("stuck", "behind");
    }

    @Test
    void refusalIsToldAndTheNextMessageGoesOut() throws InterruptedException {
        send(FAST, "refused");
        send(FAST, "next");

        assertThat(refusals.poll(60, TimeUnit.SECONDS)).isEqualTo("refused too long");
        assertThat(messenger.taken.poll(60, TimeUnit.SECONDS)).isEqualTo("next");
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "fault"})
    void faultOfTheMessengerCostsOneMessageAndIsLogged(String fault) throws InterruptedException {
        Logger logger = (Logger) LoggerFactory.getLogger(PeerQueues.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        try {
            send(STUCK, "before");
            send(STUCK, fault);
            send(STUCK, "behind");
            messenger.released.countDown();

            assertThat(lanes.awaitEmpty(Duration.ofSeconds(60))).isTrue();
        } finally {
            logger.setAdditive(true);
            logger.detachAppender(lines);
        }
        assertThat(messenger.taken).containsExactly("before", "behind");
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("message lost through an internal fault: to=" + STUCK + ", message=mesos.TaskID");
    }

    @Test
    void faultOfWhoHearsOfRefusalCostsNoOtherMessage() throws InterruptedException {
        lanes.send(SELF, FAST, taskId("refused"), reason -> {
            throw new IllegalStateException("for the test");
        });
        send(FAST, "next");

        assertThat(messenger.taken.poll(60, TimeUnit.SECONDS)).isEqualTo("next");
    }

    /** Sends like a sender that must wait for quota. */
    private void sendReserved(Upid to, String text) throws InterruptedException {
        lanes.send(lanes.reserve(to, text.length()), SELF, to, taskId(text), reason -> {});
    }

    /** Waits for quota like a sender of one byte. */
    private CompletableFuture<PeerQueues.Reservation> reserving(Upid to) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return lanes.reserve(to, 1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void assertWaits(CompletableFuture<?> reserving) {
        assertThatThrownBy(() -> reserving.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void whoSendsTooManyMessagesToOneWaitsAndWhoSendsToOthersDoesNot() throws Exception {
        for (int i = 0; i < SendQuota.MESSAGES; i++) {
            sendReserved(STUCK, "" + i);
        }
        CompletableFuture<?> waiting = reserving(STUCK);
        messenger.stuck.await();
        assertWaits(waiting);
        for (int i = 0; i < 3 * SendQuota.MESSAGES; i++) {
            sendReserved(FAST, "fast" + i);
        }

        messenger.released.countDown();

        waiting.get(60, TimeUnit.SECONDS);
    }

    @Test
    void whoSendsTooManyBytesToOneWaits() throws Exception {
        sendReserved(STUCK, "x".repeat(4 * MEBIBYTE - 100));
        sendReserved(STUCK, "x".repeat(100));
        CompletableFuture<?> waiting = reserving(STUCK);
        assertWaits(waiting);
        reserving(FAST).get(60, TimeUnit.SECONDS).close();

        messenger.released.countDown();

        waiting.get(60, TimeUnit.SECONDS);
    }

    @Test
    void whoSendsToAnybodyWaitsWhenTooMuchIsOnItsWayInAll() throws Exception {
        List<PeerQueues.Reservation> held = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            held.add(lanes.reserve("peer " + i, 4 * MEBIBYTE));
        }
        CompletableFuture<?> waiting = reserving(FAST);
        assertWaits(waiting);

        held.getLast().close();

        waiting.get(60, TimeUnit.SECONDS);
    }

    @Test
    void messageThatIsOnItsWayIntoTheLaneTakesRoom() throws Exception {
        PeerQueues.Reservation held = lanes.reserve(STUCK, 4 * MEBIBYTE);
        CompletableFuture<?> waiting = reserving(STUCK);
        assertWaits(waiting);

        held.close();
        held.close();

        waiting.get(60, TimeUnit.SECONDS);
    }

    @Test
    void messageLargerThanAllRoomIsLetInWhenNothingWaits() throws Exception {
        lanes.reserve(STUCK, 64 * MEBIBYTE).close();

        reserving(STUCK).get(60, TimeUnit.SECONDS);
    }

    @Test
    void roomIsGivenBackHoweverAMessageEnds() throws Exception {
        SendQuota room = new SendQuota();
        room.reserve("a", 1).close();
        assertThat(room.destinations()).isZero();

        for (String text : List.of("taken", "refused")) {
            for (int i = 0; i < 2 * SendQuota.MESSAGES; i++) {
                sendReserved(FAST, text);
            }
        }
        lanes.close();
        sendReserved(FAST, "late");
    }

    @Test
    void closeDropsWhatWaitsAndEndsItsThreads() throws Exception {
        for (int i = 0; i < 2000; i++) {
            send(STUCK, "" + i);
        }
        for (int i = 0; i < SendQuota.MESSAGES; i++) {
            sendReserved(STUCK, "" + i);
        }
        messenger.stuck.await();
        CompletableFuture<?> waiting = reserving(STUCK);
        assertWaits(waiting);

        lanes.close();
        send(FAST, "late");

        waiting.get(60, TimeUnit.SECONDS);
        for (Thread thread : messenger.threads.keySet()) {
            assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(messenger.taken).isEmpty();
        // all except the one that the messenger already had, and the late one
        assertThat(refusals).hasSize(1999 + 1).allMatch(text -> text.contains("the sender was closed before"));
    }
}
