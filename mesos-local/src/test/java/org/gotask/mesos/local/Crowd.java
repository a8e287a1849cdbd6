package org.gotask.mesos.local;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;

/** Many processes at one address that send to one master. */
final class Crowd implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 60;

    private final Upid master;
    private final Messenger messenger;
    private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();

    private record Letter(String name, ByteString body) {}

    Crowd(Upid master) throws IOException {
        this.master = master;
        this.messenger = new HttpMessenger(MessengerConfig.loopback());
        messenger.start();
    }

    /** Sends from a new process. */
    void send(String process, Message message) throws InterruptedException {
        Upid self = messenger.upid(process);
        messenger.spawn(process, (from, name, body) -> letters.add(new Letter(name, body)));
        messenger.send(self, master, message);
    }

    /** The next message of a type to any of them. */
    <M extends Message> M next(M prototype) throws InterruptedException, InvalidProtocolBufferException {
        @SuppressWarnings("unchecked") // the parser of an M returns an M
        M message = (M) nextOf(prototype);
        return message;
    }

    /** The next message of any of these types. */
    Message nextOf(Message... prototypes) throws InterruptedException, InvalidProtocolBufferException {
        for (Letter letter = poll(); ; letter = poll()) {
            for (Message prototype : prototypes) {
                if (letter.name.equals(prototype.getDescriptorForType().getFullName())) {
                    return prototype.getParserForType().parseFrom(letter.body);
                }
            }
        }
    }

    private Letter poll() throws InterruptedException {
        Letter letter = letters.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (letter == null) {
            throw new AssertionError("no message came");
        }
        return letter;
    }

    @Override
    public void close() {
        messenger.close();
    }
}
