package org.gotask.mesos.local;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.local.wire.TaskStates;
import org.gotask.mesos.proto.Filters;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.PingSlaveMessage;
import org.gotask.mesos.proto.internal.PongSlaveMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.proto.scheduler.Call;

/**
 * A scheduler reduced to its messages: sends those that a test specifies, and keeps received ones until a test takes
 * them.
 */
final class SchedulerPeer implements AutoCloseable {

    private static final long TIMEOUT_SECONDS = 60;
    private static final String PING = PingSlaveMessage.getDescriptor().getFullName();

    final Upid master;
    final Upid self;
    private final Messenger messenger;
    private final ReentrantLock lock;
    private final Condition arrived;
    private final List<Letter> letters;
    private Upid lastSender;
    private volatile boolean answersPings = true;
    FrameworkID id = FrameworkID.getDefaultInstance();

    private record Letter(Upid from, String name, ByteString body) {}

    SchedulerPeer(Upid master) throws IOException {
        this.master = master;
        this.lock = new ReentrantLock();
        this.arrived = lock.newCondition();
        this.letters = new ArrayList<>();
        this.messenger = new HttpMessenger(MessengerConfig.loopback());
        messenger.start();
        String process = "scheduler-" + UUID.randomUUID();
        this.self = messenger.upid(process);
        this.lastSender = self;
        messenger.spawn(process, (from, name, body) -> {
            if (answersPings && name.equals(PING)) {
                answerPing(from.orElseThrow());
            }
            lock.lock();
            try {
                letters.add(new Letter(from.orElseThrow(), name, body));
                arrived.signalAll();
            } finally {
                lock.unlock();
            }
        });
    }

    private SchedulerPeer(SchedulerPeer same, Upid master) {
        this.master = master;
        this.messenger = same.messenger;
        this.self = same.self;
        this.lastSender = same.self;
        this.letters = same.letters;
        this.lock = same.lock;
        this.arrived = same.arrived;
    }

    /** The same process, with another master. */
    SchedulerPeer at(Upid other) {
        return new SchedulerPeer(this, other);
    }

    private void answerPing(Upid from) {
        try {
            messenger.send(self, from, PongSlaveMessage.getDefaultInstance());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the messenger is closing
        }
    }

    /** From now on leaves the master's pings of an agent unanswered; until then they are answered automatically. */
    void ignorePings() {
        answersPings = false;
    }

    /** A peer that is registered as a framework of this name. */
    static SchedulerPeer registered(LocalCluster cluster, String name, FrameworkInfo.Capability.Type... capabilities)
            throws Exception {
        var peer = new SchedulerPeer(cluster.master());
        var info = FrameworkInfo.newBuilder().setUser("nobody").setName(name);
        for (FrameworkInfo.Capability.Type capability : capabilities) {
            info.addCapabilitiesBuilder().setType(capability);
        }
        peer.subscribe(info.build());
        return peer;
    }

    void subscribe(FrameworkInfo info) throws Exception {
        send(Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(info))
                .build());
        id = next(FrameworkRegisteredMessage.getDefaultInstance()).getFrameworkId();
    }

    void send(Message message) throws InterruptedException {
        messenger.send(self, master, message);
    }

    void send(Upid to, Message message) throws InterruptedException {
        messenger.send(self, to, message);
    }

    void call(Call.Builder call) throws InterruptedException {
        send(call.setFrameworkId(id).build());
    }

    void launch(Collection<Offer> offers, double refuseSeconds, TaskInfo... tasks) throws InterruptedException {
        var launch = Offer.Operation.newBuilder().setType(Offer.Operation.Type.LAUNCH);
        launch.getLaunchBuilder().addAllTaskInfos(List.of(tasks));
        call(Call.newBuilder()
                .setType(Call.Type.ACCEPT)
                .setAccept(Call.Accept.newBuilder()
                        .addAllOfferIds(ids(offers))
                        .addOperations(launch)
                        .setFilters(Filters.newBuilder().setRefuseSeconds(refuseSeconds))));
    }

    void decline(Collection<Offer> offers, double refuseSeconds) throws InterruptedException {
        call(Call.newBuilder()
                .setType(Call.Type.DECLINE)
                .setDecline(Call.Decline.newBuilder()
                        .addAllOfferIds(ids(offers))
                        .setFilters(Filters.newBuilder().setRefuseSeconds(refuseSeconds))));
    }

    void kill(String task) throws InterruptedException {
        call(Call.newBuilder()
                .setType(Call.Type.KILL)
                .setKill(Call.Kill.newBuilder().setTaskId(TaskID.newBuilder().setValue(task))));
    }

    void acknowledge(StatusUpdate update) throws InterruptedException {
        call(Call.newBuilder()
                .setType(Call.Type.ACKNOWLEDGE)
                .setAcknowledge(Call.Acknowledge.newBuilder()
                        .setSlaveId(update.getSlaveId())
                        .setTaskId(update.getStatus().getTaskId())
                        .setUuid(update.getUuid())));
    }

    /** The next message of a type; skips others. */
    <M extends Message> M next(M prototype) throws InterruptedException {
        return next(prototype, unused -> true);
    }

    <M extends Message> M next(M prototype, Predicate<M> wanted) throws InterruptedException {
        return poll(prototype, wanted, TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS))
                .orElseThrow(() -> new AssertionError(
                        "no " + prototype.getDescriptorForType().getName() + " came; there are " + names()));
    }

    /** The next message of a type; empty if none arrives in time. */
    <M extends Message> Optional<M> poll(M prototype, Predicate<M> wanted, long millis) throws InterruptedException {
        long nanos = MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (true) {
                for (Letter letter : List.copyOf(letters)) {
                    if (letter.name.equals(prototype.getDescriptorForType().getFullName())) {
                        M message = parse(prototype, letter.body);
                        if (wanted.test(message)) {
                            letters.remove(letter);
                            lastSender = letter.from;
                            return Optional.of(message);
                        }
                    }
                }
                if (nanos <= 0) {
                    return Optional.empty();
                }
                nanos = arrived.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The sender of the message that was taken last. */
    Upid lastSender() {
        return lastSender;
    }

    List<Offer> offers() throws InterruptedException {
        return next(ResourceOffersMessage.getDefaultInstance()).getOffersList();
    }

    /** The next update of a task, acknowledged like a driver does. */
    StatusUpdate update(String task) throws InterruptedException {
        StatusUpdate update = unacknowledged(task);
        if (!update.getUuid().isEmpty()) {
            acknowledge(update);
        }
        return update;
    }

    StatusUpdate unacknowledged(String task) throws InterruptedException {
        return next(
                        StatusUpdateMessage.getDefaultInstance(),
                        m -> m.getUpdate().getStatus().getTaskId().getValue().equals(task))
                .getUpdate();
    }

    /** Skips a task's updates up to the one with this state. */
    StatusUpdate await(String task, TaskState state) throws InterruptedException {
        StatusUpdate update = update(task);
        while (update.getStatus().getState() != state) {
            if (TaskStates.isTerminal(update.getStatus().getState())) {
                fail("task " + task + " ended otherwise: " + update);
            }
            update = update(task);
        }
        return update;
    }

    @Override
    public void close() {
        messenger.close();
    }

    private static List<OfferID> ids(Collection<Offer> offers) {
        return offers.stream().map(Offer::getId).toList();
    }

    private List<String> names() {
        lock.lock();
        try {
            return letters.stream().map(Letter::name).toList();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("unchecked")
    private static <M extends Message> M parse(M prototype, ByteString body) {
        try {
            return (M) prototype.getParserForType().parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(
                    "malformed " + prototype.getDescriptorForType().getName(), e);
        }
    }
}
