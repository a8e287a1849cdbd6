package org.gotask.mesos.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.ProcessIds;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.log.LogLimits;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.internal.LostSlaveMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** From bytes of any sender to messages on the event loop. */
class MessageDispatcherTest {

    private static final SlaveID AGENT =
            SlaveID.newBuilder().setValue("agent-1").build();

    private static final String NAME = "mesos.internal.LostSlaveMessage";

    private record Got(Optional<Upid> from, LostSlaveMessage message) {}

    private final Logger logger = (Logger) LoggerFactory.getLogger(MessageDispatcherTest.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
    private final EventLoop loop = new EventLoop("loop", faults::add);
    private final MessageDispatcher dispatcher =
            new MessageDispatcher(loop::executeBounded, new RateLimitedLogger(logger.getName()));

    @BeforeEach
    void prepare() {
        LogLimits.forget();
        logger.setAdditive(false);
        logger.addAppender(lines);
        lines.start();
        dispatcher.onFromAnybody(
                LostSlaveMessage.getDefaultInstance(), (from, message) -> got.add(new Got(from, message)));
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        loop.close();
    }

    private static ByteString body() {
        return LostSlaveMessage.newBuilder().setSlaveId(AGENT).build().toByteString();
    }

    private Got next() throws InterruptedException {
        Got next = got.poll(60, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private List<String> lines() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void handsParsedMessageToItsHandler() throws InterruptedException {
        Upid from = new Upid("master", "127.0.0.1", 5050);
        dispatcher.message(Optional.of(from), NAME, body());

        Got next = next();
        assertThat(next.from).contains(from);
        assertThat(next.message.getSlaveId()).isEqualTo(AGENT);
    }

    @Test
    void messageOfSomebodyElseThanTheExpectedSenderIsNotEvenParsed() throws InterruptedException {
        Upid master = new Upid("master", "127.0.0.1", 5050);
        dispatcher.on(
                LostSlaveMessage.getDefaultInstance(),
                new ExpectedSender("the leading master", Optional.of(master)::equals),
                (from, message) -> got.add(new Got(from, message)));

        dispatcher.message(
                Optional.of(new Upid("master", "127.0.0.1", 5051)), NAME, ByteString.copyFromUtf8("garbled"));
        dispatcher.message(Optional.of(master), NAME, body());

        assertThat(next().from).contains(master);
        assertThat(lines())
                .containsExactly("message ignored, its sender is not the leading master: name=" + NAME
                        + ", from=master@127.0.0.1:5051");
    }

    @Test
    void fieldsThatAnybodyAddsToAMessageAreNotKept() throws InterruptedException {
        ByteString padded = body().concat(ByteString.copyFrom(new byte[] {(byte) 0xfa, 0x3f, 1, 'x'}));

        dispatcher.message(Optional.empty(), NAME, padded);

        assertThat(next().message.getUnknownFields().asMap()).isEmpty();
    }

    @Test
    void secretPartsOfIdsAreNotLogged() {
        Upid peer = new Upid(ProcessIds.unguessable("scheduler"), "127.0.0.1", 1);

        dispatcher.message(Optional.of(peer), "mesos.internal.Unheard", ByteString.EMPTY);

        assertThat(lines()).singleElement().asString().matches(".*from=scheduler-[0-9a-f]{8}…@127\\.0\\.0\\.1:1");
    }

    @Test
    void garbledMessageCostsOneLine() throws InterruptedException {
        Optional<Upid> from = Optional.of(new Upid("x", "127.0.0.1", 1));
        dispatcher.message(from, NAME, ByteString.copyFromUtf8("garbled"));
        dispatcher.message(from, NAME, ByteString.EMPTY);
        dispatcher.message(Optional.empty(), "mesos.internal.Unheard", ByteString.EMPTY);
        dispatcher.message(from, NAME, body());

        next();
        assertThat(got).isEmpty();
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0))
                .startsWith(
                        "unreadable message ignored: name=" + NAME + ", from=x@127.0.0.1:1, lengthBytes=7, reason=");
        assertThat(lines().get(1))
                .isEqualTo("message ignored, drivers do not handle its type: name=mesos.internal.Unheard, from=nobody");
    }

    @Test
    void survivesAnyBytes() throws InterruptedException {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            dispatcher.message(Optional.empty(), NAME, ByteString.copyFrom(bytes));
        }
        got.clear();
        dispatcher.message(Optional.empty(), NAME, body());

        next();
        assertThat(faults).as("seed=%d", seed).isEmpty();
    }

    @Test
    void interruptedThreadKeepsItsInterrupt() {
        MessageDispatcher full = new MessageDispatcher(
                event -> {
                    throw new InterruptedException();
                },
                new RateLimitedLogger(logger.getName()));
        full.onFromAnybody(LostSlaveMessage.getDefaultInstance(), (from, message) -> got.add(new Got(from, message)));

        full.message(Optional.empty(), NAME, body());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(got).isEmpty();
    }
}
