package org.gotask.protobuf;

import com.google.protobuf.Timestamp;
import org.gotask.Codec;
import org.gotask.TaskMsg;

/** The examples in the documentation of protobuf codecs; {@link ProtobufCodecTest} runs them. */
final class ProtobufExamples {

    private ProtobufExamples() {}

    // @start region="codec"
    static final Codec<Timestamp> TIMESTAMP = ProtobufCodec.of(Timestamp.getDefaultInstance());

    static Timestamp thereAndBack() {
        TaskMsg msg = TaskMsg.of(
                "worker-3", TIMESTAMP, Timestamp.newBuilder().setSeconds(1).build());
        return msg.as(TIMESTAMP);
    }
    // @end
}
