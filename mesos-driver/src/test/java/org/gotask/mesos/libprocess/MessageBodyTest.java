package org.gotask.mesos.libprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.junit.jupiter.api.Test;

class MessageBodyTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final ResourceOffersMessage OFFERS = ResourceOffersMessage.getDefaultInstance();
    private static final ExecutorToFrameworkMessage MESSAGE = ExecutorToFrameworkMessage.newBuilder()
            .setSlaveId(SlaveID.newBuilder().setValue("agent"))
            .setFrameworkId(FrameworkID.newBuilder().setValue("framework"))
            .setExecutorId(ExecutorID.newBuilder().setValue("executor"))
            .setData(ByteString.copyFromUtf8("data"))
            .build();

    @Test
    void hasAllThatWasWritten() throws Exception {
        assertThat(MessageBody.parse(ExecutorToFrameworkMessage.getDefaultInstance(), MESSAGE.toByteString()))
                .isEqualTo(MESSAGE);
    }

    @Test
    void bytesAreNotCopied() throws Exception {
        byte[] body = MESSAGE.toByteArray();
        ExecutorToFrameworkMessage read = MessageBody.parse(
                ExecutorToFrameworkMessage.getDefaultInstance(), UnsafeByteOperations.unsafeWrap(body));

        body[body.length - 1] = '!';

        assertThat(read.getData().toStringUtf8()).isEqualTo("dat!");
    }

    @Test
    void bodyWithoutARequiredFieldIsRefused() {
        ByteString body = MESSAGE.toBuilder().clearExecutorId().buildPartial().toByteString();

        assertThatThrownBy(() -> MessageBody.parse(ExecutorToFrameworkMessage.getDefaultInstance(), body))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    @Test
    void refusalIsShortHoweverManyFieldsAreMissing() {
        assertThatThrownBy(() -> MessageBody.parse(OFFERS, Parts.emptyOffers(1000)))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessage("a required field is missing");
    }

    @Test
    void bodyThatIsCutOrEndsAGroupThatNeverBeganIsRefused() {
        ByteString whole = MESSAGE.toByteString();
        ByteString cut = whole.substring(0, whole.size() - 1);
        ByteString endOfGroup = whole.concat(ByteString.copyFrom(new byte[] {(1 << 3) | 4}));

        assertThatThrownBy(() -> MessageBody.parse(MESSAGE, cut)).isInstanceOf(InvalidProtocolBufferException.class);
        assertThatThrownBy(() -> MessageBody.parse(MESSAGE, endOfGroup))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    @Test
    void bodyOfManyEmptyPartsIsRefusedBeforeItIsRead() {
        ByteString body = Parts.emptyOffers(20_000);

        assertThatThrownBy(() -> MessageBody.parse(OFFERS, OFFERS.getParserForType(), body, MEBIBYTE))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessage("too many parts: parsed, the message takes more than 1048576 bytes of memory; if it is"
                        + " legitimate, give the process a larger heap");
    }

    @Test
    void bodyOfManyPartsThatTheTypeDoesNotKnowIsRefused() {
        ByteString body = Parts.unknownGroups(500, 50);

        assertThatThrownBy(() -> MessageBody.parse(OFFERS, OFFERS.getParserForType(), body, MEBIBYTE))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessageStartingWith("too many parts");
    }

    @Test
    void limitIsAnEighthOfTheHeap() {
        long limit = Math.max(8 * MEBIBYTE, Runtime.getRuntime().maxMemory() / 8);
        ByteString body = Parts.unknownGroups((int) (limit / 10_000), 50);

        assertThatThrownBy(() -> MessageBody.parse(OFFERS, body))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessageStartingWith("too many parts");
    }

    @Test
    void lengthOfTextsAndBytesIsNoReasonToRefuse() throws Exception {
        ByteString data = ByteString.copyFrom(new byte[20 * MEBIBYTE]);
        ExecutorToFrameworkMessage large = MESSAGE.toBuilder().setData(data).build();

        assertThat(MessageBody.parse(MESSAGE, MESSAGE.getParserForType(), large.toByteString(), MEBIBYTE)
                        .getData())
                .isEqualTo(data);
    }
}
