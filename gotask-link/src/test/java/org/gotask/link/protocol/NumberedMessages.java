package org.gotask.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.gotask.TaskMsg;

/** Messages whose content follows from their number and size, so that any other content is noticed. */
public final class NumberedMessages {

    private NumberedMessages() {}

    /** The message with this number; from 12 bytes on, the content also names both. */
    public static TaskMsg message(String task, long number, int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (number * 31 + i * 7L);
        }
        if (size >= 12) {
            ByteBuffer.wrap(content).putLong(number).putInt(size);
        }
        return TaskMsg.of(task, content);
    }

    /** Fails unless the message is the one with this number. */
    public static void check(TaskMsg message, long number) {
        if (!message.equals(message(message.taskName(), number, message.sizeBytes()))) {
            byte[] content = message.bytes();
            assertThat(content.length >= 12 ? ByteBuffer.wrap(content).getLong() : -1)
                    .as("number of the message received, of task %s with %s bytes", message.taskName(), content.length)
                    .isEqualTo(number);
            throw new AssertionError("content of message " + number + " of task " + message.taskName() + " differs");
        }
    }
}
