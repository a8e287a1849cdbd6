package org.gotask.mesos.libprocess.http;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;

/** Messages for tests. */
final class Messages {

    private static final FrameworkToExecutorMessage EMPTY = FrameworkToExecutorMessage.newBuilder()
            .setSlaveId(SlaveID.newBuilder().setValue("s"))
            .setFrameworkId(FrameworkID.newBuilder().setValue("f"))
            .setExecutorId(ExecutorID.newBuilder().setValue("e"))
            .setData(ByteString.EMPTY)
            .build();

    private Messages() {}

    static FrameworkToExecutorMessage of(String data) {
        return of(ByteString.copyFromUtf8(data));
    }

    static FrameworkToExecutorMessage of(ByteString data) {
        return EMPTY.toBuilder().setData(data).build();
    }

    static ByteString data(ByteString body) {
        try {
            return FrameworkToExecutorMessage.parseFrom(body).getData();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("damaged message", e);
        }
    }

    static String text(ByteString body) {
        return data(body).toStringUtf8();
    }
}
