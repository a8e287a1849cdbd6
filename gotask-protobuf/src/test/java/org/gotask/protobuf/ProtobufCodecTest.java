package org.gotask.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.UninterpretedOption;
import com.google.protobuf.Duration;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import org.gotask.Codec;
import org.gotask.CodecException;
import org.gotask.TaskMsg;
import org.junit.jupiter.api.Test;

/** Protobuf messages travel in their binary format, and bytes of anything else are refused. */
class ProtobufCodecTest {

    private static final Codec<StringValue> TEXT = ProtobufCodec.of(StringValue.of("any message of the type"));

    @Test
    void whatIsWrittenIsReadBack() {
        TaskMsg msg = TaskMsg.of("worker-3", TEXT, StringValue.of("hello"));

        assertThat(msg.bytes()).isEqualTo(StringValue.of("hello").toByteArray());
        assertThat(msg.as(TEXT)).isEqualTo(StringValue.of("hello"));
        assertThat(TaskMsg.of(TEXT, StringValue.getDefaultInstance()).as(TEXT))
                .isEqualTo(StringValue.getDefaultInstance());
        assertThat(ProtobufExamples.thereAndBack())
                .isEqualTo(Timestamp.newBuilder().setSeconds(1).build());
    }

    @Test
    void bytesThatAreNoMessageAreRefusedInOneLine() {
        assertThatThrownBy(() -> TaskMsg.of("worker-3", "hello").as(TEXT))
                .isInstanceOf(CodecException.class)
                .message()
                .startsWith(
                        "message does not fit: task=worker-3, type=google.protobuf.StringValue, sizeBytes=5, reason=")
                .hasLineCount(1);
    }

    @Test
    void aMessageWithoutARequiredFieldIsRefused() {
        assertThatThrownBy(() ->
                        TaskMsg.of(new byte[] {18, 0}).as(ProtobufCodec.of(UninterpretedOption.getDefaultInstance())))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("name_part");
    }

    @Test
    void fieldsOfANewerTypeAreKept() {
        Duration newer = Duration.newBuilder().setSeconds(3).setNanos(7).build();

        StringValue older = TaskMsg.of(newer.toByteArray()).as(ProtobufCodec.of(StringValue.getDefaultInstance()));

        assertThat(older.getUnknownFields().asMap()).hasSize(2);
        assertThat(older.toByteArray()).isEqualTo(newer.toByteArray());
    }

    @Test
    @SuppressWarnings("NullAway") // what a user's program may do
    void refusesNullByName() {
        ProtobufCodec<StringValue> codec = ProtobufCodec.of(StringValue.getDefaultInstance());

        assertThatThrownBy(() -> codec.encode(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value");
        assertThatThrownBy(() -> codec.decode(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("content");
    }
}
