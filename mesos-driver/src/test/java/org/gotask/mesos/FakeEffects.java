package org.gotask.mesos;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.runtime.DriverEffects;
import org.gotask.mesos.runtime.ExpectedSender;
import org.gotask.mesos.runtime.MessageHandlers;
import org.gotask.mesos.runtime.Timer;
import org.jspecify.annotations.Nullable;

/** An environment without threads and clock: records the effects of a state machine, and runs callbacks immediately. */
final class FakeEffects<U, D> implements DriverEffects<U, D> {

    record Sent(Upid to, Message message, Runnable refused) {}

    /** An additional process that was spawned. */
    static final class FakeProcess implements SideProcess, MessageHandlers {
        final String id;
        final Deque<Sent> sent = new ArrayDeque<>();
        private final Map<String, BiConsumer<Optional<Upid>, Message>> handlers = new HashMap<>();
        boolean closed;

        FakeProcess(String id) {
            this.id = id;
        }

        @Override
        public <M extends Message> void on(M prototype, ExpectedSender sender, BiConsumer<Optional<Upid>, M> handler) {
            onFromAnybody(prototype, handler);
        }

        @Override
        @SuppressWarnings("unchecked") // each handler gets messages of its type
        public <M extends Message> void onFromAnybody(M prototype, BiConsumer<Optional<Upid>, M> handler) {
            handlers.put(
                    prototype.getDescriptorForType().getFullName(),
                    (from, message) -> handler.accept(from, (M) message));
        }

        @Override
        public void send(Upid to, Message message) {
            sent.add(new Sent(to, message, () -> {}));
        }

        @Override
        public void close() {
            closed = true;
        }

        /** Receives a message; has no effect once the process is closed. */
        void receive(Upid from, Message message) {
            if (!closed) {
                Objects.requireNonNull(
                                handlers.get(message.getDescriptorForType().getFullName()))
                        .accept(Optional.of(from), message);
            }
        }

        /** The next message sent, which must be of this type. */
        <M extends Message> M next(Class<M> type) {
            return type.cast(sent.remove().message);
        }
    }

    static final class FakeTimer implements Timer {
        final Duration delay;
        final Runnable task;
        boolean cancelled;

        FakeTimer(Duration delay, Runnable task) {
            this.delay = delay;
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    final Deque<Sent> sent = new ArrayDeque<>();
    final List<FakeTimer> timers = new ArrayList<>();
    final List<String> ignored = new ArrayList<>();
    final List<String> failures = new ArrayList<>();
    final List<Upid> links = new ArrayList<>();
    final List<Upid> expected = new ArrayList<>();
    final List<FakeProcess> processes = new ArrayList<>();

    @Nullable
    Runnable linkBroken;

    private final U user;
    private final D driver;

    FakeEffects(U user, D driver) {
        this.user = user;
        this.driver = driver;
    }

    @Override
    public Upid self() {
        return new Upid("self", "127.0.0.1", 1);
    }

    @Override
    public void send(Upid to, Message message) {
        send(to, message, () -> {});
    }

    @Override
    public void send(Upid to, Message message, Runnable refused) {
        sent.add(new Sent(to, message, refused));
    }

    @Override
    public SideProcess spawn(String processId, Consumer<MessageHandlers> install) {
        FakeProcess process = new FakeProcess(processId);
        install.accept(process);
        processes.add(process);
        return process;
    }

    @Override
    public void expect(Upid peer) {
        expected.add(peer);
    }

    @Override
    public void link(Upid to, Runnable broken) {
        links.add(to);
        linkBroken = broken;
    }

    @Override
    public void unlink() {
        linkBroken = null;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        FakeTimer timer = new FakeTimer(delay, task);
        timers.add(timer);
        return timer;
    }

    @Override
    public void callback(String name, BiConsumer<U, D> call) {
        call.accept(user, driver);
    }

    @Override
    public void callback(String name, BiConsumer<U, D> call, Runnable returned) {
        call.accept(user, driver);
        returned.run();
    }

    @Override
    public void fail(String message) {
        failures.add(message);
    }

    @Override
    public void ignored(String kind, String line) {
        ignored.add(line);
    }

    /** Breaks the current link. */
    void breakLink() {
        Runnable broken = linkBroken;
        if (broken == null) {
            throw new AssertionError("there is no link");
        }
        linkBroken = null;
        broken.run();
    }

    /** The timers that are set. */
    List<FakeTimer> set() {
        return timers.stream().filter(timer -> !timer.cancelled).toList();
    }

    /** Runs the only timer that is set. */
    void fire() {
        List<FakeTimer> set = set();
        if (set.size() != 1) {
            throw new AssertionError("expected one timer, there are " + set.size());
        }
        FakeTimer due = set.get(0);
        due.cancelled = true;
        due.task.run();
    }

    /** The process that was spawned last. */
    FakeProcess lastProcess() {
        return processes.getLast();
    }

    /** The next message sent, which must be of this type. */
    <M extends Message> M next(Class<M> type) {
        Sent next = sent.poll();
        if (next == null) {
            throw new AssertionError("nothing was sent");
        }
        return type.cast(next.message);
    }
}
