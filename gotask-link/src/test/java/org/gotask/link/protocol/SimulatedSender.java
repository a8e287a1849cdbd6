package org.gotask.link.protocol;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Sends numbered messages of random sizes on one stream, then ends it or gives it up. */
final class SimulatedSender implements SendStream.Listener {

    private final Random random;
    private final int count;
    private final int maxBytes;
    private final long pauseNanos;
    final boolean givesUp;
    long offered;
    boolean scheduled;
    boolean settled;
    private @Nullable SendStream stream;
    private Runnable onRoom = () -> {};

    SimulatedSender(Random random, int maxBytes) {
        this.random = random;
        this.maxBytes = maxBytes;
        this.count = random.nextInt(random.nextInt(4) == 0 ? 200 : 20);
        this.pauseNanos = random.nextInt(3) == 0 ? random.nextLong(1, 5_000_000) : 0;
        this.givesUp = random.nextInt(10) == 0;
    }

    void start(SendStream opened, Runnable whenThereIsRoom) {
        stream = opened;
        onRoom = whenThereIsRoom;
    }

    @Override
    public void hasRoom() {
        onRoom.run();
    }

    @Override
    public void settled() {
        settled = true;
    }

    long pauseNanos() {
        return pauseNanos == 0 ? 0 : random.nextLong(pauseNanos);
    }

    /** Offers one message or the end; true if there is more to come and room for it. */
    boolean offer(LinkEngine engine) {
        SendStream open = stream;
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
        engine.offer(open, NumberedMessages.message(open.taskName(), offered++, size()));
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
}
