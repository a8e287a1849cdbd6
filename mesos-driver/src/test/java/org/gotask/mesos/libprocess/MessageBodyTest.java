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
import org.junit.jupiter.api.Test;

class MessageBodyTest {

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
    void bodyThatIsCutOrEndsAGroupThatNeverBeganIsRefused() {
        ByteString whole = MESSAGE.toByteString();
        ByteString cut = whole.substring(0, whole.size() - 1);
        ByteString endOfGroup = whole.concat(ByteString.copyFrom(new byte[] {(1 << 3) | 4}));

        assertThatThrownBy(() -> MessageBody.parse(MESSAGE, cut)).isInstanceOf(InvalidProtocolBufferException.class);
        assertThatThrownBy(() -> MessageBody.parse(MESSAGE, endOfGroup))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }
}
