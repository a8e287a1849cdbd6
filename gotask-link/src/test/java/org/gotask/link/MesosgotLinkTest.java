package org.gotask.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.link.memory.Outbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MesosgotLinkTest {

    private static final long MAX_UNREAD_BYTES = 10_000;

    private static final byte[] NOTHING = {};

    private final FakeListener listener = new FakeListener();
    private final BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();
    private final MesosgotLink link =
            new MesosgotLink("executor-0 on agent host7", sent::add, listener, MAX_UNREAD_BYTES);

    @AfterEach
    void closeLink() {
        link.close();
    }

    @Test
    void deliversInTheOrderOfArrival() throws InterruptedException {
        FakeSink inbound = FakeSink.reading();
        link.open("worker-0", outbox(), inbound);
        List<String> texts = IntStream.range(0, 50).mapToObj(Integer::toString).toList();

        texts.forEach(text -> receive("worker-0^" + text));
        receive("^end^50^worker-0");

        assertThat(inbound.ended.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(inbound.texts).isEqualTo(texts);
    }

    @Test
    void sendsInOrderThenTellsTheEndWithTheNumberOfMessages() throws InterruptedException {
        Channel<TaskMsg> outbound = channel();
        LinkChannel channel = link.open("worker-0", Outbox.unlimited(outbound), FakeSink.reading());
        channel.start(LinkKind.MESOSGOT.announcement());

        outbound.send(TaskMsg.of("worker-0", "one"));
        outbound.send(TaskMsg.of("worker-0", "two"));
        outbound.close();
        channel.awaitSent();

        assertThat(sentTexts()).containsExactly("worker-0^one", "worker-0^two", "^end^2^worker-0");
        assertThat(listener.unsignalledEnds).isEmpty();
    }

    @Test
    void sendsToMesosgotNothingButMessages() throws InterruptedException {
        Channel<TaskMsg> outbound = channel();
        LinkChannel channel = link.open("worker-0", Outbox.unlimited(outbound), FakeSink.reading());
        outbound.send(TaskMsg.of("worker-0", "data"));
        outbound.close();

        channel.start(NOTHING);
        channel.awaitSent();

        assertThat(sentTexts()).containsExactly("worker-0^data");
        assertThat(listener.unsignalledEnds).containsExactly("worker-0");
    }

    @Test
    void holdsBackWhatIsOutboundUntilStarted() throws InterruptedException {
        Channel<TaskMsg> outbound = channel();
        LinkChannel channel = link.open("worker-0", Outbox.unlimited(outbound), FakeSink.reading());

        outbound.send(TaskMsg.of("worker-0", "early"));
        assertThat(sent.poll(100, TimeUnit.MILLISECONDS)).isNull();
        channel.start(LinkKind.MESOSGOT.announcement());
        channel.start(NOTHING);
        outbound.close();
        channel.awaitSent();

        assertThat(sentTexts()).containsExactly("worker-0^early", "^end^1^worker-0");
    }

    @Test
    void waitsForMessagesThatTheirEndHasOvertaken() throws InterruptedException {
        FakeSink inbound = FakeSink.reading();
        link.open("worker-0", outbox(), inbound);

        receive("worker-0^one");
        receive("^end^3^worker-0");
        receive("worker-0^two");
        await().until(() -> inbound.texts.size() == 2);
        assertThat(inbound.ended.getCount()).isEqualTo(1);
        receive("worker-0^three");

        assertThat(inbound.ended.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(inbound.texts).containsExactly("one", "two", "three");
    }

    @Test
    void endsOfManyTasksSurviveAnyOrderOfArrival() throws InterruptedException {
        long seed = System.nanoTime();
        List<FakeSink> inbounds = new ArrayList<>();
        List<String> datagrams = new ArrayList<>();
        for (int task = 0; task < 8; task++) {
            inbounds.add(FakeSink.reading());
            link.open("worker-" + task, outbox(), inbounds.get(task));
            for (int i = 0; i < task; i++) {
                datagrams.add("worker-" + task + "^" + i);
            }
            datagrams.add("^end^" + task + "^worker-" + task);
        }
        Collections.shuffle(datagrams, new Random(seed));

        datagrams.forEach(this::receive);

        for (int task = 0; task < 8; task++) {
            assertThat(inbounds.get(task).ended.await(60, TimeUnit.SECONDS))
                    .as("end of task %d, seed=%d", task, seed)
                    .isTrue();
            assertThat(inbounds.get(task).texts).as("seed=%d", seed).hasSize(task);
        }
    }

    @Test
    void slowTaskHoldsUpOnlyItsOwnMessages() {
        FakeSink slow = FakeSink.blocked();
        FakeSink quick = FakeSink.reading();
        link.open("slow-0", outbox(), slow);
        link.open("quick-0", outbox(), quick);

        receive("slow-0^a");
        receive("slow-0^b");
        receive("quick-0^c");

        await().until(() -> quick.texts.equals(List.of("c")));
        assertThat(slow.texts).isEmpty();
    }

    @Test
    void failsByNameWhenTooMuchWaitsToBeRead() throws InterruptedException {
        FakeSink slow = FakeSink.blocked();
        LinkChannel channel = link.open("slow-0", outbox(), slow);
        receive("slow-0^first");
        slow.entered.await();

        for (int i = 0; i < 12; i++) {
            receive("slow-0^" + "x".repeat(1000));
        }

        assertThat(listener.failures)
                .containsExactly(
                        "link to executor-0 on agent host7 failed: more than 10000 bytes of messages wait to be"
                                + " read, the last one of task slow-0; read them faster or send less");
        assertThat(slow.interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        channel.awaitSent();
    }

    @Test
    void tellsOfAMessageForATaskThatIsNotOpen() {
        receive("nobody-0^hello");

        assertThat(listener.drops)
                .containsExactly(
                        "message for a task that does not run here: task=nobody-0, from=executor-0 on agent host7");
    }

    @Test
    void tellsOfWhatItCannotReadInOneLine() {
        receive("garbage");

        assertThat(listener.drops)
                .containsExactly("unreadable message: from=executor-0 on agent host7, no '^' after a task name:"
                        + " lengthBytes=7");
    }

    @Test
    void isNotShakenByGarbage() throws InterruptedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        FakeSink inbound = FakeSink.reading();
        link.open("worker-0", outbox(), inbound);
        for (int i = 0; i < 5_000; i++) {
            byte[] datagram = new byte[random.nextInt(300)];
            random.nextBytes(datagram);
            link.receive(datagram);
        }

        receive("worker-0^still here");
        receive("^end^1^worker-0");

        assertThat(inbound.ended.await(60, TimeUnit.SECONDS))
                .as("seed=%d", seed)
                .isTrue();
        assertThat(inbound.texts).as("seed=%d", seed).containsExactly("still here");
        assertThat(listener.failures).isEmpty();
        assertThat(listener.drops)
                .allSatisfy(line -> assertThat(line).doesNotContain("\n").hasSizeLessThan(400));
    }

    @Test
    void refusesToOpenATaskTwice() {
        link.open("worker-0", outbox(), FakeSink.reading());

        assertThatThrownBy(() -> link.open("worker-0", outbox(), FakeSink.reading()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task is open on this link already: task=worker-0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a^b-0"})
    void refusesToOpenATaskWhoseNameCorruptsTheFormat(String name) {
        assertThatThrownBy(() -> link.open(name, outbox(), FakeSink.reading()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("task name cannot be used: name=" + name + ", expected");
    }

    @Test
    void abandoningTwiceLeavesTheNextTaskOfThatNameAlone() {
        LinkChannel first = link.open("worker-0", outbox(), FakeSink.reading());
        first.abandon();
        FakeSink second = FakeSink.reading();
        link.open("worker-0", outbox(), second);

        first.abandon();
        receive("worker-0^hello");

        await().until(() -> second.texts.equals(List.of("hello")));
    }

    @Test
    void abandoningReleasesThreadsThatAwaitTheSending() throws InterruptedException {
        LinkChannel channel = link.open("worker-0", outbox(), FakeSink.reading());
        channel.start(LinkKind.MESOSGOT.announcement());
        CountDownLatch released = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            try {
                channel.awaitSent();
                released.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        channel.abandon();

        assertThat(released.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /** An Error, too, must not end the sending thread silently. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failsWithTheReasonOfThePort(boolean error) throws InterruptedException {
        MesosgotLink broken = new MesosgotLink(
                "executor-0 on agent host7",
                datagram -> {
                    if (error) {
                        throw new NoClassDefFoundError("port is shut");
                    }
                    throw new IllegalStateException("port is shut");
                },
                listener,
                MAX_UNREAD_BYTES);
        Channel<TaskMsg> outbound = channel();
        outbound.send(TaskMsg.of("worker-0", "lost"));

        LinkChannel channel = broken.open("worker-0", Outbox.unlimited(outbound), FakeSink.reading());
        channel.start(LinkKind.MESOSGOT.announcement());
        channel.awaitSent();

        assertThat(listener.failures)
                .singleElement()
                .asString()
                .startsWith("link to executor-0 on agent host7 failed: the messages of task worker-0 cannot be sent, "
                        + (error ? "NoClassDefFoundError" : "IllegalStateException") + ": port is shut (");
    }

    @Test
    void tellsOfItsFailureOnceThoughItFailsAgainMeanwhile() {
        String tooLarge = "slow-0^" + "x".repeat((int) MAX_UNREAD_BYTES);
        listener.onFailure = () -> receive(tooLarge);
        link.open("slow-0", outbox(), FakeSink.blocked());

        receive(tooLarge);

        assertThat(listener.failures).hasSize(1);
    }

    @Test
    void closedLinkIsSilent() throws InterruptedException {
        FakeSink inbound = FakeSink.reading();
        link.close();

        LinkChannel channel = link.open("worker-0", outbox(), inbound);
        channel.start(LinkKind.MESOSGOT.announcement());
        receive("worker-0^hello");
        receive("garbage");
        channel.awaitSent();

        assertThat(inbound.texts).isEmpty();
        assertThat(sent).isEmpty();
        assertThat(listener.drops).isEmpty();
    }

    private static Outbox outbox() {
        return Outbox.unlimited(channel());
    }

    private static Channel<TaskMsg> channel() {
        return Channel.withCapacity(16);
    }

    private void receive(String datagram) {
        link.receive(datagram.getBytes(UTF_8));
    }

    private List<String> sentTexts() {
        return sent.stream().map(datagram -> new String(datagram, UTF_8)).toList();
    }
}
