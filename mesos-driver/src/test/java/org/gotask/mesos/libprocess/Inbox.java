package org.gotask.mesos.libprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that keeps what it is sent. */
final class Inbox implements MessageHandler {

    private final LinkedBlockingQueue<Letter> letters = new LinkedBlockingQueue<>();

    record Letter(Optional<Upid> from, String name, ByteString body) {}

    @Override
    public void message(Optional<Upid> from, String name, ByteString body) {
        letters.add(new Letter(from, name, body));
    }

    /** The next message; fails the test if none comes in time. */
    Letter take() throws InterruptedException {
        Letter letter = letters.poll(60, TimeUnit.SECONDS);
        assertThat(letter).as("a message arrives").isNotNull();
        return letter;
    }

    int size() {
        return letters.size();
    }
}
