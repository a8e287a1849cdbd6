package org.gotask.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.link.memory.Outbox;
import org.gotask.link.protocol.LinkSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reliable link calls listeners and readers without holding its lock, and reports the exceptions that they throw. */
class ReliableLinkCallbacksTest {

    private static final byte[] GARBAGE = {1, 2, 3};

    private final ReliableLinkPair pair = new ReliableLinkPair(3, 0, LinkSettings.DEFAULT);
    private final Channel<TaskMsg> toRight = Channel.withCapacity(16);

    @AfterEach
    void closePair() {
        pair.close();
    }

    /** Opens a task at both ends; its messages go from left to right, into the sink. */
    private LinkChannel open(MessageSink sink) {
        LinkChannel receiving = pair.right().open("worker-0", Outbox.unlimited(Channel.withCapacity(1)), sink);
        pair.left()
                .open("worker-0", Outbox.unlimited(toRight), FakeSink.reading())
                .start(LinkKind.RELIABLE.announcement());
        return receiving;
    }

    @Test
    void listenerThatBlocksHoldsUpNobodyElse() throws InterruptedException {
        FakeSink sink = FakeSink.reading();
        open(sink);
        CountDownLatch entered = new CountDownLatch(2);
        CountDownLatch leave = new CountDownLatch(1);
        Runnable block = () -> {
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        pair.leftListener.onDrop = block;
        pair.rightListener.onDrop = block;
        Thread left = Thread.ofVirtual().start(() -> pair.left().receive(GARBAGE));
        Thread right = Thread.ofVirtual().start(() -> pair.right().receive(GARBAGE));
        entered.await();

        toRight.send(TaskMsg.of("worker-0", "meanwhile"));

        await().until(() -> sink.texts.contains("meanwhile"));
        leave.countDown();
        left.join();
        right.join();
    }

    @Test
    void listenerOfAFailureMayUseTheLinkAndWaitForOthersThatDo() throws InterruptedException {
        LinkChannel channel = pair.left().open("worker-0", Outbox.unlimited(toRight), FakeSink.reading());
        CountDownLatch usedByAnother = new CountDownLatch(1);
        pair.leftListener.onFailure = () -> {
            Thread.ofVirtual().start(() -> {
                pair.left().receive(GARBAGE);
                usedByAnother.countDown();
            });
            try {
                usedByAnother.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            pair.left().open("worker-1", Outbox.unlimited(Channel.withCapacity(1)), FakeSink.reading());
            pair.left().close();
        };

        channel.start(new byte[0]);
        channel.start(new byte[0]);

        channel.awaitSent();
        assertThat(pair.leftListener.failures).hasSize(1);
        assertThat(pair.leftListener.drops).isEmpty();
    }

    @Test
    void readerThatThrowsFailsTheLinkByTheTasksName() throws InterruptedException {
        open(new MessageSink() {
            @Override
            public Delivery deliver(TaskMsg message) {
                throw new StackOverflowError("too deep");
            }

            @Override
            public void end() {}
        });

        toRight.send(TaskMsg.of("worker-0", "hello"));

        await().until(() -> !pair.rightListener.failures.isEmpty());
        assertThat(pair.rightListener.failures)
                .containsExactly("link to the scheduler failed: a message for task worker-0 cannot be delivered,"
                        + " java.lang.StackOverflowError: too deep");
    }

    @Test
    void abandonedTaskIsNoLongerDelivered() throws InterruptedException {
        FakeSink blocked = FakeSink.blocked();
        LinkChannel receiving = open(blocked);
        toRight.send(TaskMsg.of("worker-0", "one"));
        toRight.send(TaskMsg.of("worker-0", "two"));
        blocked.entered.await();

        receiving.abandon();

        assertThat(blocked.interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        blocked.unblock();
        toRight.send(TaskMsg.of("worker-0", "three"));
        toRight.close();
        await().until(() -> toRight.size() == 0);
        assertThat(blocked.texts).isEmpty();
    }

    @Test
    void messagesKeepTheirOrderWhenTheReaderFallsBehindAndCatchesUp() throws InterruptedException {
        FakeSink sink = FakeSink.blocked();
        open(sink);
        for (int i = 0; i < 8; i++) {
            toRight.send(TaskMsg.of("worker-0", "slow " + i));
        }
        sink.entered.await();
        sink.unblock();
        for (int i = 0; i < 8; i++) {
            toRight.send(TaskMsg.of("worker-0", "fast " + i));
        }
        toRight.close();

        sink.ended.await();

        assertThat(sink.texts)
                .containsExactly(
                        "slow 0", "slow 1", "slow 2", "slow 3", "slow 4", "slow 5", "slow 6", "slow 7", "fast 0",
                        "fast 1", "fast 2", "fast 3", "fast 4", "fast 5", "fast 6", "fast 7");
    }
}
