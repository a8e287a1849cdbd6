package org.gotask.mesos;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.FrameworkReregisteredMessage;
import org.gotask.mesos.proto.scheduler.Call;

/**
 * A master or an agent that a test controls: it records the messages that it receives, and sends those that the test
 * specifies. It answers nothing by itself, except registrations if so configured.
 */
final class FakePeer implements AutoCloseable {

    /** A message, and whether it is a registration that the peer has answered by itself. */
    record Got(Upid from, Message message, boolean answered) {}

    private final Messenger messenger;
    private final String processId;
    private volatile boolean answering;
    private volatile boolean registering;
    private final BlockingQueue<Got> inbox = new LinkedBlockingQueue<>();

    FakePeer(Messenger messenger, String processId, Message... understood) throws IOException {
        this.messenger = messenger;
        this.processId = processId;
        messenger.start();
        messenger.spawn(processId, (from, name, body) -> {
            for (Message prototype : understood) {
                if (prototype.getDescriptorForType().getFullName().equals(name)) {
                    take(from.orElseThrow(), prototype, body);
                    return;
                }
            }
            throw new IllegalStateException("not understood: " + name);
        });
    }

    private void take(Upid from, Message prototype, ByteString body) {
        try {
            Message message = prototype.getParserForType().parseFrom(body);
            boolean answered = registering && isSubscription(message);
            inbox.add(new Got(from, message, answered));
            if (answered) {
                sendRegistered(from);
            }
            if (answering && isSubscription(message)) {
                reregister(from);
            }
        } catch (InvalidProtocolBufferException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Upid upid() {
        return messenger.upid(processId);
    }

    MasterInfo info() {
        return Samples.masterInfo("master-" + upid().port(), upid());
    }

    /** From now on each registration is answered as that of a registered framework, as a real master does. */
    FakePeer answering() {
        answering = true;
        return this;
    }

    void send(Upid to, Message message) throws InterruptedException {
        messenger.send(upid(), to, message);
    }

    /** Waits for the next message. */
    Got next() throws InterruptedException {
        Got next = inbox.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no message within 15 s");
        }
        return next;
    }

    /** Discards the messages received so far, such as the repeated registrations of a stopped driver. */
    void forgetWhatCame() {
        inbox.clear();
    }

    /** The next message, which must be of this type; skips repeated registrations before it. */
    <M extends Message> M next(Class<M> type) throws InterruptedException {
        Message next = next().message();
        while (isSubscription(next) && !type.isInstance(next)) {
            next = next().message();
        }
        return type.cast(next);
    }

    /** The next call, which must be of this type; skips repeated registrations before it. */
    Call call(Call.Type type) throws InterruptedException {
        while (true) {
            Call call = next(Call.class);
            if (call.getType() == type) {
                return call;
            }
            if (call.getType() != Call.Type.SUBSCRIBE) {
                throw new AssertionError("expected " + type + " but got " + call);
            }
        }
    }

    /** The received messages that were not taken yet, without registrations. */
    List<Message> rest() {
        return inbox.stream()
                .map(Got::message)
                .filter(message -> !isSubscription(message))
                .toList();
    }

    private static boolean isSubscription(Message message) {
        return message instanceof Call call && call.getType() == Call.Type.SUBSCRIBE;
    }

    /** Waits for a registration and answers it; returns the address of the driver. */
    Upid register(RecordingScheduler scheduler) throws InterruptedException {
        // answers each registration, as a real master does: a driver that looks for its master again ignores earlier
        // answers
        registering = true;
        Got first = next();
        if (!first.answered()) {
            sendRegistered(first.from());
        }
        scheduler.next("registered");
        registering = false;
        return first.from();
    }

    private void sendRegistered(Upid driver) throws InterruptedException {
        send(
                driver,
                FrameworkRegisteredMessage.newBuilder()
                        .setFrameworkId(Samples.FRAMEWORK)
                        .setMasterInfo(info())
                        .build());
    }

    void reregister(Upid driver) throws InterruptedException {
        send(
                driver,
                FrameworkReregisteredMessage.newBuilder()
                        .setFrameworkId(Samples.FRAMEWORK)
                        .setMasterInfo(info())
                        .build());
    }

    @Override
    public void close() {
        messenger.close();
    }
}
