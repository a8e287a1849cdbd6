package org.gotask.mesos.libprocess.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import java.util.List;
import java.util.stream.Stream;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.wire.RequestHead.ToProcess;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** An encoded message reads like that of a real peer: sender, receiver, name and every field. */
class MessageEncoderTest {

    private static final int MAX_BODY = 1024 * 1024;

    @ParameterizedTest
    @FieldSource("org.gotask.mesos.libprocess.wire.Recordings#MESSAGES")
    void saysWhatTheRecordedPeerSaid(String name) throws Exception {
        Request theirs = parse(Recordings.read(name));
        ToProcess said = (ToProcess) theirs.head().target();
        DynamicMessage message =
                DynamicMessage.parseFrom(descriptor(said.address().name()), theirs.body());
        assertThat(message.getUnknownFields().asMap())
                .as("fields that this protocol lacks")
                .isEmpty();

        byte[] wire = new MessageEncoder()
                .encode(
                        said.from().orElseThrow(),
                        new Upid(said.address().id(), "127.0.0.1", 5050),
                        message,
                        message.getSerializedSize());

        Request ours = parse(wire);
        assertThat(ours.head().target()).isEqualTo(said);
        assertThat(DynamicMessage.parseFrom(message.getDescriptorForType(), ours.body()))
                .isEqualTo(message);
        assertThat(ours.body().size()).isEqualTo(theirs.body().size());
    }

    private static Descriptor descriptor(String name) {
        return Stream.of(FrameworkToExecutorMessage.getDescriptor(), Call.getDescriptor())
                .flatMap(known -> known.getFile().getMessageTypes().stream())
                .filter(type -> type.getFullName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such message: " + name));
    }

    private static Request parse(byte[] wire) throws Exception {
        List<Request> requests = Pieces.parse(Pieces.parser(MAX_BODY), new Pieces(wire, () -> wire.length));
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }
}
