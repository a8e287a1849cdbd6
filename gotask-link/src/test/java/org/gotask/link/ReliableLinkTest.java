package org.gotask.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.channel.ChannelClosedException;
import org.gotask.link.memory.Outbox;
import org.gotask.link.protocol.ChannelStatistics;
import org.gotask.link.protocol.LinkSettings;
import org.gotask.link.protocol.LinkStatistics;
import org.gotask.link.protocol.NumberedMessages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReliableLinkTest {

    private ReliableLinkPair pair = new ReliableLinkPair(1, 0, LinkSettings.DEFAULT);

    @AfterEach
    void closePair() {
        pair.close();
    }

    private void usePair(double faults, LinkSettings settings) {
        pair.close();
        pair = new ReliableLinkPair(7, faults, settings);
    }

    /** One task's channels at one end. */
    private static final class Side implements MessageSink {
        final Channel<TaskMsg> out = Channel.withCapacity(256);
        final Channel<TaskMsg> in = Channel.withCapacity(256);
        final LinkChannel channel;

        Side(ReliableLink link, String task) {
            channel = link.open(task, Outbox.unlimited(out), this);
        }

        @Override
        public Delivery deliver(TaskMsg message) throws InterruptedException {
            in.send(message);
            return Delivery.TAKEN;
        }

        @Override
        public Delivery tryDeliver(TaskMsg message) {
            return in.trySend(message) ? Delivery.TAKEN : Delivery.REFUSED;
        }

        @Override
        public void end() {
            in.close();
        }
    }

    /** One task's channels at both ends. */
    private record Ends(Side left, Side right) {}

    /** Opens a task at both ends before either may send: what comes for a task that is not there is dropped. */
    private Ends open(String task) {
        Ends ends = new Ends(new Side(pair.left(), task), new Side(pair.right(), task));
        ends.left.channel.start(LinkKind.RELIABLE.announcement());
        ends.right.channel.start(LinkKind.RELIABLE.announcement());
        return ends;
    }

    @Test
    void deliversWhatWasSentBeforeTheCloseThenTheClose() throws InterruptedException {
        Ends ends = open("worker-0");
        Side left = ends.left;
        Side right = ends.right;

        left.out.send(TaskMsg.of("worker-0", "one"));
        left.out.send(TaskMsg.of("worker-0", "two"));
        left.out.close();
        left.channel.awaitSent();

        assertThat(right.in.receive().text()).isEqualTo("one");
        assertThat(right.in.receive().text()).isEqualTo("two");
        assertThatThrownBy(right.in::receive).isInstanceOf(ChannelClosedException.class);
        assertThat(right.channel.hasArrived()).isTrue();
        assertThat(left.channel.hasArrived()).isFalse();
    }

    @Test
    void carriesManyMessagesEachWayInOrderThroughLossDuplicationAndReordering() throws Exception {
        usePair(0.1, LinkSettings.DEFAULT);
        int tasks = 8;
        int messages = 5000;
        List<Thread> threads = new ArrayList<>();
        List<String> faults = new CopyOnWriteArrayList<>();
        for (int i = 0; i < tasks; i++) {
            Ends ends = open("worker-" + i);
            threads.add(send(ends.left, "worker-" + i, messages));
            threads.add(send(ends.right, "worker-" + i, messages));
            threads.add(receive(ends.left, messages, faults));
            threads.add(receive(ends.right, messages, faults));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(faults).isEmpty();
        LinkStatistics statistics = pair.left().counters();
        assertThat(statistics.resent()).isPositive();
        assertThat(statistics.duplicates()).isPositive();
        assertThat(statistics.messagesReceived()).isEqualTo((long) tasks * messages);
        assertThat(statistics.messagesSent()).isEqualTo((long) tasks * messages);
    }

    private static Thread send(Side side, String task, int messages) {
        return Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < messages; i++) {
                    side.out.send(NumberedMessages.message(task, i, i % 1000 == 7 ? 200_000 : 12 + i % 50));
                }
                side.out.close();
                side.channel.awaitSent();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static Thread receive(Side side, int messages, List<String> faults) {
        return Thread.ofVirtual().start(() -> {
            long count = 0;
            try {
                for (TaskMsg message : side.in) {
                    NumberedMessages.check(message, count++);
                }
                if (count != messages) {
                    throw new AssertionError("received " + count);
                }
            } catch (RuntimeException | Error e) {
                faults.add(e.toString());
            }
        });
    }

    @Test
    void slowReaderHoldsUpOnlyThoseWhoSendToIt() throws InterruptedException {
        Side toSlow = open("slow").left;
        Ends fast = open("fast");
        TaskMsg large = TaskMsg.of("slow", new byte[100_000]);
        while (toSlow.out.send(large, Duration.ofMillis(300))) {
            // until credit and channels are full
        }

        for (int i = 0; i < 10_000; i++) {
            fast.left.out.send(TaskMsg.of("fast", "message " + i));
            assertThat(fast.right.in.receive().text()).isEqualTo("message " + i);
        }

        ChannelStatistics waiting = pair.right().counters().channels().stream()
                .filter(channel ->
                        channel.taskName().equals("slow") && channel.direction() == ChannelStatistics.Direction.INBOUND)
                .findFirst()
                .orElseThrow();
        assertThat(waiting.waitingBytes()).isLessThan(LinkSettings.DEFAULT.creditBytes() + 200_000);
    }

    @Test
    void largestMessageArrivesInOnePieceBesideSmallOnes() throws InterruptedException {
        Ends large = open("large");
        Ends small = open("small");

        TaskMsg message = NumberedMessages.message("large", 1, 64 << 20);
        large.left.out.send(message);
        small.left.out.send(TaskMsg.of("small", "quick"));

        assertThat(small.right.in.receive().text()).isEqualTo("quick");
        assertThat(large.right.in.receive()).isEqualTo(message);
    }

    @Test
    void failsNamingThePeerAndTheLastAcknowledgedSequenceWhenNothingComesThrough() throws InterruptedException {
        usePair(0, LinkSettings.DEFAULT.withTimeLimit(Duration.ofMillis(300)));
        Ends ends = open("worker-0");
        Side left = ends.left;
        Side right = ends.right;
        left.out.send(TaskMsg.of("worker-0", "through"));
        assertThat(right.in.receive().text()).isEqualTo("through");
        await().until(() -> pair.left().counters().unacknowledgedBytes() == 0);

        pair.toRight.cut();
        left.out.send(TaskMsg.of("worker-0", "lost"));
        left.out.close();
        left.channel.awaitSent();

        assertThat(pair.leftListener.failures)
                .singleElement()
                .asString()
                .matches("link to executor-0 on agent host7 failed: no acknowledgement for 0.3 s, although"
                        + " datagrams are under way; last acknowledged sequence=\\d+, last received sequence=\\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gotask-link/mesosgot-1"})
    void failsInOneLineIfThePeerSpeaksOnlyTheMesosgotLink(String announcement) {
        LinkChannel channel =
                pair.left().open("worker-0", Outbox.unlimited(Channel.withCapacity(1)), FakeSink.reading());

        channel.start(announcement.getBytes(UTF_8));

        assertThat(pair.leftListener.failures)
                .containsExactly("link to executor-0 on agent host7 failed: it supports only the mesosgot link;"
                        + " start the scheduler with --link=mesosgot");
        assertThat(channel.peerSignalsEnd()).isFalse();
    }

    @Test
    void failsInOneLineIfThePeerSpeaksAnUnknownLink() {
        LinkChannel channel =
                pair.left().open("worker-0", Outbox.unlimited(Channel.withCapacity(1)), FakeSink.reading());

        channel.start("gotask-link/reliable-9".getBytes(UTF_8));

        assertThat(pair.leftListener.failures)
                .containsExactly("link to executor-0 on agent host7 failed: it announces an unknown link;"
                        + " scheduler and executor must be of the same GoTask version");
    }

    @Test
    void dropsAndCountsWhatIsNoDatagram() {
        pair.left().receive("worker-0^plain".getBytes(UTF_8));

        assertThat(pair.left().counters().unreadable()).isEqualTo(1);
        assertThat(pair.leftListener.drops)
                .containsExactly("unreadable message: from=executor-0 on agent host7, too short for a datagram:"
                        + " lengthBytes=14");
    }

    @Test
    void abandonedTaskDiscardsItsMessagesAndHoldsNobodyUp() throws InterruptedException {
        Ends ends = open("worker-0");
        Side left = ends.left;
        Side right = ends.right;
        left.out.send(TaskMsg.of("worker-0", "first"));
        assertThat(right.in.receive().text()).isEqualTo("first");

        right.channel.abandon();
        for (int i = 0; i < 200; i++) {
            left.out.send(TaskMsg.of("worker-0", new byte[100_000]));
        }
        left.out.close();

        left.channel.awaitSent();
        assertThat(right.in.size()).isZero();
    }
}
