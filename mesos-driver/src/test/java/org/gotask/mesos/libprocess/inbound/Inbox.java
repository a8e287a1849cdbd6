package org.gotask.mesos.libprocess.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.MessageHandler;
import org.gotask.mesos.libprocess.Upid;

/** A process that keeps the messages that it receives. */
public final class Inbox implements MessageHandler {

    private final LinkedBlockingQueue<Letter> letters = new LinkedBlockingQueue<>();

    public record Letter(Optional<Upid> from, String name, ByteString body) {}

    @Override
    public void message(Optional<Upid> from, String name, ByteString body) {
        letters.add(new Letter(from, name, body));
    }

    /** The next message; fails the test if none arrives in time. */
    public Letter take() throws InterruptedException {
        Letter letter = letters.poll(60, TimeUnit.SECONDS);
        assertThat(letter).as("a message arrives").isNotNull();
        return letter;
    }

    public int size() {
        return letters.size();
    }
}
