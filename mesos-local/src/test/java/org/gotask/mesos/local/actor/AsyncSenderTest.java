package org.gotask.mesos.local.actor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.gotask.mesos.libprocess.HttpHandler;
import org.gotask.mesos.libprocess.MessageHandler;
import org.gotask.mesos.libprocess.MessageNotSentException;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.internal.AuthenticationStepMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which senders wait for a slow peer, and which do not. */
class AsyncSenderTest {

    private static final Upid SELF = Upid.parse("a@127.0.0.1:1");
    private static final Upid SLOW = Upid.parse("b@127.0.0.1:2");
    private static final Upid FAST = Upid.parse("b@127.0.0.1:3");

    private final Semaphore slowPeerReads = new Semaphore(0);
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private final SlowMessenger messenger = new SlowMessenger();
    private final AsyncSender sender = new AsyncSender(messenger);

    @AfterEach
    void close() {
        slowPeerReads.release(100_000);
        sender.close();
        messenger.close();
    }

    @Test
    void stalledPeerStopsNobodyElse() {
        for (int i = 0; i < 10_000; i++) {
            sender.post(SELF, SLOW, message(i));
        }

        sender.post(SELF, FAST, message(0));

        Awaitility.await().until(() -> sent.contains("3:0"));
        assertThat(sent).noneMatch(line -> line.startsWith("2:"));
    }

    @Test
    void answersToStrangersWhoDoNotReadAreDropped() {
        for (int i = 0; i < 10_000; i++) {
            sender.answer(SELF, SLOW, message(i));
        }
        sender.post(SELF, SLOW, message(-1));

        slowPeerReads.release(100_000);

        Awaitility.await().until(() -> sent.contains("2:-1"));
        assertThat(sent).hasSize(1001);
        sender.answer(SELF, SLOW, message(-2));
        Awaitility.await().until(() -> sent.contains("2:-2"));
    }

    @Test
    void keepsTheOrderWhoeverSends() throws Exception {
        for (int i = 0; i < 200; i += 2) {
            sender.post(SELF, SLOW, message(i));
            sender.relay(SELF, SLOW, message(i + 1));
        }
        slowPeerReads.release(200);

        Awaitility.await().until(() -> sent.size() == 200);
        for (int i = 0; i < 200; i++) {
            assertThat(sent.get(i)).isEqualTo("2:" + i);
        }
    }

    @Test
    void relayingWaitsForAStalledPeer() throws Exception {
        var relayed = new CountDownLatch(1100);
        Thread relaying = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 1100; i++) {
                    sender.relay(SELF, SLOW, message(i));
                    relayed.countDown();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Awaitility.await().until(() -> relaying.getState() == Thread.State.WAITING);
        assertThat(relayed.getCount()).isEqualTo(1100 - 1024);

        sender.post(SELF, SLOW, message(-1)); // does not wait
        slowPeerReads.release(1101);

        assertThat(relayed.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingEndsTheWait() throws Exception {
        Thread relaying = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 1100; i++) {
                    sender.relay(SELF, SLOW, message(i));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Awaitility.await().until(() -> relaying.getState() == Thread.State.WAITING);

        sender.close();

        relaying.join();
        assertThat(sent).isEmpty();
    }

    @Test
    void refusedAnswerDoesNotCountAsQueued() {
        messenger.close();
        for (int i = 0; i < 2_000; i++) {
            sender.answer(SELF, FAST, message(i));
        }
        messenger.reopen();

        sender.answer(SELF, FAST, message(-1));

        Awaitility.await().until(() -> sent.contains("3:-1"));
    }

    private static AuthenticationStepMessage message(int number) {
        return AuthenticationStepMessage.newBuilder()
                .setData(ByteString.copyFromUtf8(Integer.toString(number)))
                .build();
    }

    /** A messenger whose peer on port 2 reads only when a test allows it; a message is accepted once its peer reads it. */
    private final class SlowMessenger implements Messenger {

        private final Map<Upid, ExecutorService> peers = new ConcurrentHashMap<>();
        private volatile boolean open = true;

        void reopen() {
            open = true;
        }

        @Override
        public void post(Upid from, Upid to, Message message, Runnable accepted) {
            if (!open) {
                throw new MessageNotSentException("the messenger is closed");
            }
            peers.computeIfAbsent(
                            to,
                            peer -> Executors.newSingleThreadExecutor(
                                    Thread.ofVirtual().factory()))
                    .execute(() -> {
                        send(from, to, message);
                        accepted.run();
                    });
        }

        @Override
        public void send(Upid from, Upid to, Message message) {
            if (to.equals(SLOW)) {
                slowPeerReads.acquireUninterruptibly();
            }
            String text = ((AuthenticationStepMessage) message).getData().toStringUtf8();
            sent.add(to.port() + ":" + text);
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
        public void close() {
            open = false;
            peers.values().forEach(ExecutorService::shutdown);
            peers.clear();
        }
    }
}
