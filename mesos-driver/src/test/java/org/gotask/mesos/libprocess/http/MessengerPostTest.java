package org.gotask.mesos.libprocess.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.AbstractMessage;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnknownFieldSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.mesos.libprocess.MessageNotSentException;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.inbound.Inbox;
import org.gotask.mesos.proto.internal.PongSlaveMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages of a thread that must not wait. */
class MessengerPostTest {

    private static final ByteString BLOCK = ByteString.copyFrom(new byte[64 * 1024]);

    /** More than two sockets hold. */
    private static final int BLOCKS = 1000;

    @RegisterExtension
    final Network network = new Network();

    private final AtomicInteger accepted = new AtomicInteger();

    private HttpMessenger startWithQueueOf(long bytes) throws Exception {
        return network.start(
                MessengerConfig.loopback().toBuilder().maxQueuedBytes(bytes).build());
    }

    @Test
    void neverWaitsForAPeerThatDoesNotReadAndKeepsTheOrder() throws Exception {
        HttpMessenger a = startWithQueueOf(1024 * 1024);
        HttpMessenger b = network.start();
        Inbox inbox = new Inbox();
        b.spawn("p", inbox);
        RawServer slow = network.listen();
        for (int i = 0; i < BLOCKS; i++) {
            ByteString number = ByteString.copyFromUtf8(i + ":");
            a.post(a.upid("q"), slow.upid(), Messages.of(number.concat(BLOCK)), accepted::incrementAndGet);
        }
        a.post(a.upid("q"), b.upid("p"), Messages.of("other"), accepted::incrementAndGet);

        assertThat(Messages.text(inbox.take().body())).isEqualTo("other");
        RawServer.Connection connection = slow.accept();
        for (int i = 0; i < BLOCKS; i++) {
            assertThat(Messages.text(connection.next())).startsWith(i + ":");
        }
    }

    @Test
    void messageIsAcceptedOnceTheQueueIsNotFullBeforeIt() throws Exception {
        HttpMessenger a = startWithQueueOf(1024 * 1024);
        RawServer slow = network.listen();
        for (int i = 0; i < BLOCKS; i++) {
            a.post(a.upid("q"), slow.upid(), Messages.of(BLOCK), accepted::incrementAndGet);
        }
        assertThat(accepted).hasValueBetween(16, BLOCKS - 1);

        RawServer.Connection connection = slow.accept();
        for (int i = 0; i < BLOCKS; i++) {
            connection.next();
        }

        await().until(() -> accepted.get() == BLOCKS);
    }

    @Test
    void sendersThatWaitAndThoseThatDoNotShareOneOrder() throws Exception {
        HttpMessenger a = network.start();
        RawServer peer = network.listen();
        for (int i = 0; i < 100; i += 2) {
            a.post(a.upid("q"), peer.upid(), Messages.of("" + i), accepted::incrementAndGet);
            a.send(a.upid("q"), peer.upid(), Messages.of("" + (i + 1)));
        }

        RawServer.Connection connection = peer.accept();

        for (int i = 0; i < 100; i++) {
            assertThat(Messages.text(connection.next())).isEqualTo("" + i);
        }
        assertThat(accepted).hasValue(50);
    }

    @Test
    void droppedMessagesCountAsAccepted() throws Exception {
        try (LogCapture log = new LogCapture()) {
            HttpMessenger a = startWithQueueOf(1);
            RawServer gone = network.listen();
            Upid upid = gone.upid();
            gone.stopListening();

            for (int i = 0; i < 100; i++) {
                a.post(a.upid("q"), upid, Messages.of("lost"), accepted::incrementAndGet);
            }

            await().until(() -> a.lostMessages() == 100);
            await().until(() -> accepted.get() == 100);
            assertThat(log.linesWith(upid.port())).isNotEmpty();
        }
    }

    @Test
    void messagesLeftWhenItClosesCountAsAccepted() throws Exception {
        try (LogCapture log = new LogCapture()) {
            HttpMessenger a = startWithQueueOf(1);
            RawServer silent = network.listen();
            for (int i = 0; i < BLOCKS; i++) {
                a.post(a.upid("q"), silent.upid(), Messages.of(BLOCK), accepted::incrementAndGet);
            }

            a.close();

            assertThat(accepted).hasValue(BLOCKS);
            assertThat(log.lines()).singleElement().asString().startsWith("messages dropped: ");
        }
    }

    @Test
    void refusesMessagesThatCannotBeSent() throws Exception {
        HttpMessenger a = network.start(
                MessengerConfig.loopback().toBuilder().maxBodyBytes(1000).build());
        Upid to = a.upid("p");

        assertThatThrownBy(() -> a.post(a.upid("q"), to, Messages.of(BLOCK), accepted::incrementAndGet))
                .isInstanceOf(MessageNotSentException.class)
                .hasMessageContaining("too long: lengthBytes=");
        a.close();
        assertThatThrownBy(() -> a.post(a.upid("q"), to, Messages.of("late"), accepted::incrementAndGet))
                .isInstanceOf(MessageNotSentException.class)
                .hasMessageEndingWith("the messenger is closed");

        assertThat(accepted).hasValue(0);
    }

    @Test
    void faultCostsOneMessageAndIsLogged() throws Exception {
        try (LogCapture log = new LogCapture()) {
            HttpMessenger a = network.start();
            RawServer peer = network.listen();

            a.post(a.upid("q"), peer.upid(), Messages.of("before"), accepted::incrementAndGet);
            a.post(a.upid("q"), peer.upid(), new Unwritable(), accepted::incrementAndGet);
            a.post(a.upid("q"), peer.upid(), Messages.of("behind"), accepted::incrementAndGet);

            RawServer.Connection connection = peer.accept();
            assertThat(Messages.text(connection.next())).isEqualTo("before");
            assertThat(Messages.text(connection.next())).isEqualTo("behind");
            assertThat(accepted).hasValue(3);
            assertThat(log.lines())
                    .containsExactly("message lost through an internal fault: to=" + peer.upid()
                            + ", message=mesos.internal.PongSlaveMessage");
        }
    }

    /** A message that cannot be encoded. */
    private static final class Unwritable extends AbstractMessage {

        private final PongSlaveMessage type = PongSlaveMessage.getDefaultInstance();

        @Override
        public int getSerializedSize() {
            return 10;
        }

        @Override
        public void writeTo(CodedOutputStream output) {
            throw new LinkageError("for the test");
        }

        @Override
        public Descriptor getDescriptorForType() {
            return type.getDescriptorForType();
        }

        @Override
        public Map<FieldDescriptor, Object> getAllFields() {
            return type.getAllFields();
        }

        @Override
        public boolean hasField(FieldDescriptor field) {
            return type.hasField(field);
        }

        @Override
        public Object getField(FieldDescriptor field) {
            return type.getField(field);
        }

        @Override
        public int getRepeatedFieldCount(FieldDescriptor field) {
            return type.getRepeatedFieldCount(field);
        }

        @Override
        public Object getRepeatedField(FieldDescriptor field, int index) {
            return type.getRepeatedField(field, index);
        }

        @Override
        public UnknownFieldSet getUnknownFields() {
            return type.getUnknownFields();
        }

        @Override
        public Parser<? extends Message> getParserForType() {
            return type.getParserForType();
        }

        @Override
        public Message.Builder newBuilderForType() {
            return type.newBuilderForType();
        }

        @Override
        public Message.Builder toBuilder() {
            return type.toBuilder();
        }

        @Override
        public Message getDefaultInstanceForType() {
            return type;
        }
    }
}
