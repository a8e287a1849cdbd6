package org.gotask.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.gotask.TaskMsg;
import org.jspecify.annotations.Nullable;

/** Sends numbered messages of random sizes on one stream, then ends it or gives it up. */
final class SimulatedSender {

    private final Random random;
    private final int count;
    private final int maxBytes;
    private final long pauseNanos;
    final boolean givesUp;
    long offered;
    boolean scheduled;
    boolean settled;
    private @Nullable OutStream stream;

    SimulatedSender(Random random, int maxBytes) {
        this.random = random;
        this.maxBytes = maxBytes;
        this.count = random.nextInt(random.nextInt(4) == 0 ? 200 : 20);
        this.pauseNanos = random.nextInt(3) == 0 ? random.nextLong(1, 5_000_000) : 0;
        this.givesUp = random.nextInt(10) == 0;
    }

    void start(OutStream opened) {
        stream = opened;
    }

    long pauseNanos() {
        return pauseNanos == 0 ? 0 : random.nextLong(pauseNanos);
    }

    /** Offers one message or the end; true if there is more to come and room for it. */
    boolean offer(LinkEngine engine) {
        OutStream open = stream;
        if (open == null || open.isOver()) {
            return false;
        }
        if (offered == count) {
            if (givesUp) {
                engine.fail(open);
            } else {
                engine.end(open);
            }
            return false;
        }
        if (!engine.hasRoom(open)) {
            return false;
        }
        engine.offer(open, message(open.taskName, offered++, size()));
        return true;
    }

    boolean isDone() {
        return offered == count;
    }

    private int size() {
        return switch (random.nextInt(20)) {
            case 0 -> random.nextInt(maxBytes + 1);
            case 1, 2, 3, 4 -> random.nextInt(Math.min(maxBytes, 4096) + 1);
            default -> random.nextInt(100);
        };
    }

    /** A message that knows its number and size, if it is long enough to. */
    static TaskMsg message(String task, long number, int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (number * 31 + i * 7L);
        }
        if (size >= 12) {
            ByteBuffer.wrap(content).putLong(number).putInt(size);
        }
        return TaskMsg.of(task, content);
    }

    static void check(TaskMsg message, long number) {
        if (!message.equals(message(message.taskName(), number, message.sizeBytes()))) {
            byte[] content = message.bytes();
            assertThat(content.length >= 12 ? ByteBuffer.wrap(content).getLong() : -1)
                    .as("number of the message that came, of task %s with %s bytes", message.taskName(), content.length)
                    .isEqualTo(number);
            throw new AssertionError("content of message " + number + " of task " + message.taskName() + " differs");
        }
    }
}
