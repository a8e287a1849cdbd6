package org.gotask.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.gotask.TaskMsg;
import org.gotask.link.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/** One end of a simulated link: an engine, the tasks that send through it, and the readers of their messages. */
final class SimulatedEnd implements EngineEvents {

    private static final long MILLI = 1_000_000;

    final String name;
    final LinkEngine engine;
    final Map<String, SimulatedSender> senders = new HashMap<>();
    final Map<String, Reader> readers = new HashMap<>();
    private final LinkSettings settings;
    private final SimulatedTime time;
    private final Random random;
    private final Consumer<byte[]> network;
    private long wakeAt = LinkEngine.NEVER;

    /** Ended without notice: neither receives nor sends any more. */
    boolean dead;

    @Nullable
    String broken;

    /** Reads the messages of one task. */
    final class Reader implements ReceiveStream.Listener {
        final Deque<TaskMsg> waiting = new ArrayDeque<>();
        private final long slownessNanos;
        private @Nullable ReceiveStream stream;
        private boolean reading;
        private boolean wanting;
        long received;
        boolean ended;
        boolean failed;

        Reader(long slownessNanos) {
            this.slownessNanos = slownessNanos;
        }

        ReceiveStream.Listener opened(ReceiveStream opened) {
            stream = opened;
            return this;
        }

        private ReceiveStream stream() {
            return Objects.requireNonNull(stream);
        }

        @Override
        public void message(TaskMsg message) {
            require(!ended && !failed, "message after the end of its stream");
            NumberedMessages.check(message, received++);
            waiting.add(message);
            require(
                    stream().waitingCost()
                            <= Math.max(settings.creditBytes(), SendStream.FIRST_CREDIT)
                                    + LinkSettings.cost(settings.maxMessageBytes()),
                    "more waits for a slow reader than was granted");
            read();
        }

        /** Another one at each call, as that of a process whose channels come and go. */
        @Override
        public long share() {
            return random.nextLong(settings.creditBytes());
        }

        @Override
        public boolean wants(long bytes) {
            require(!wanting, "two messages of one stream wait for credit");
            require(bytes > 0 && bytes <= LinkSettings.cost(settings.maxMessageBytes()), "wants " + bytes);
            wanting = random.nextBoolean();
            if (wanting) {
                time.after(1 + random.nextLong(20_000_000L), () -> {
                    if (wanting && !dead) {
                        wanting = false;
                        engine.lend(stream());
                        send();
                    }
                });
            }
            return !wanting;
        }

        @Override
        public void wantsNoMore() {
            require(wanting, "nothing was wanted");
            wanting = false;
        }

        private void read() {
            if (!reading) {
                reading = true;
                time.after(1 + (slownessNanos == 0 ? 0 : random.nextLong(slownessNanos)), () -> {
                    reading = false;
                    TaskMsg taken = waiting.remove();
                    engine.taken(stream(), LinkSettings.cost(taken.sizeBytes()));
                    if (!waiting.isEmpty()) {
                        read();
                    }
                    send();
                });
            }
        }

        @Override
        public void ended() {
            ended = true;
        }

        @Override
        public void failed() {
            failed = true;
        }
    }

    SimulatedEnd(
            String name,
            long epoch,
            LinkSettings settings,
            SimulatedTime time,
            Random random,
            Consumer<byte[]> network) {
        this.name = name;
        this.engine = new LinkEngine(name + "'s peer", epoch, settings, this);
        this.settings = settings;
        this.time = time;
        this.random = random;
        this.network = network;
    }

    void addTask(String task) {
        // most readers are fast, some take their time
        readers.put(task, new Reader(random.nextInt(4) == 0 ? random.nextLong(20 * MILLI) : 0));
    }

    void startSending(String task, SimulatedSender sender) {
        sender.start(engine.open(task, sender), () -> resume(sender));
        senders.put(task, sender);
        resume(sender);
    }

    private void resume(SimulatedSender sender) {
        if (!sender.scheduled && !dead) {
            sender.scheduled = true;
            time.after(sender.pauseNanos(), () -> {
                sender.scheduled = false;
                if (!dead && !engine.isBroken() && sender.offer(engine)) {
                    resume(sender);
                }
                send();
            });
        }
    }

    void receive(byte[] datagram) {
        if (!dead) {
            engine.receive(datagram, time.now());
            send();
        }
    }

    /** Sends all that is due and sets the alarm. */
    void send() {
        if (dead) {
            return;
        }
        int count = 0;
        for (byte[] datagram = engine.poll(time.now()); datagram != null; datagram = engine.poll(time.now())) {
            require(datagram.length <= settings.datagramBytes() + WireFormat.MAX_HEADER_BYTES, "datagram too large");
            require(++count < 10_000, "too many datagrams at one moment");
            network.accept(datagram);
        }
        long deadline = engine.nextDeadline(time.now());
        require(deadline > time.now(), "something is left to be sent now");
        if (deadline < wakeAt) {
            wakeAt = deadline;
            time.at(deadline, () -> {
                if (time.now() >= wakeAt) {
                    wakeAt = LinkEngine.NEVER;
                    send();
                }
            });
        }
    }

    @Override
    public ReceiveStream.@Nullable Listener opened(ReceiveStream stream) {
        Reader reader = readers.get(stream.taskName());
        return reader == null ? null : reader.opened(stream);
    }

    /** Called for each of very many datagrams and messages: cheaper than an assertion. */
    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    public void dropped(String what) {}

    @Override
    public void broken(String reason) {
        broken = reason;
    }

    /** Checks the memory in use against the bounds that {@link LinkSettings} states. */
    void checkBounds() {
        LinkStatistics now = engine.statistics();
        assertThat(now.unacknowledgedBytes())
                .isLessThan(settings.windowBytes() + settings.datagramBytes() + WireFormat.MAX_HEADER_BYTES);
        assertThat(now.earlyBytes()).isLessThanOrEqualTo(2L * settings.windowBytes());
        for (ChannelStatistics channel : now.channels()) {
            if (channel.direction() == ChannelStatistics.Direction.OUTBOUND) {
                assertThat(channel.waitingBytes())
                        .isLessThan(settings.queueBytes() + LinkSettings.cost(settings.maxMessageBytes()));
            }
        }
    }
}
