package org.gotask.benchmarks.messenger;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;

/**
 * The messages that all contestants send: framework messages whose data begins with their number. Of a hundred, 50 carry
 * 16 bytes, 25 carry 256, 15 carry 1 KiB, 8 carry 8 KiB and 2 carry 64 KiB, well mixed; 2.2 KiB on average. The program in
 * Go has the same rule. Stateless.
 */
final class MessageMix {

    private static final int NUMBER_BYTES = 4;

    private MessageMix() {}

    static FrameworkToExecutorMessage message(int number) {
        byte[] data = new byte[size(number)];
        ByteBuffer.wrap(data).putInt(number);
        return FrameworkToExecutorMessage.newBuilder()
                .setSlaveId(SlaveID.newBuilder().setValue("agent"))
                .setFrameworkId(FrameworkID.newBuilder().setValue("framework"))
                .setExecutorId(ExecutorID.newBuilder().setValue("executor"))
                .setData(ByteString.copyFrom(data))
                .build();
    }

    static int number(FrameworkToExecutorMessage message) {
        return message.getData()
                .substring(0, NUMBER_BYTES)
                .asReadOnlyByteBuffer()
                .getInt();
    }

    private static int size(int number) {
        int place = (int) (number * 37L % 100); // 37 and 100 have no common factor: each place once in a hundred
        if (place < 50) {
            return 16;
        }
        if (place < 75) {
            return 256;
        }
        if (place < 90) {
            return 1024;
        }
        return place < 98 ? 8 * 1024 : 64 * 1024;
    }
}
