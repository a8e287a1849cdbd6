package org.gotask.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.gotask.TaskMsg;
import org.jspecify.annotations.Nullable;

/** One end of a simulated link: an engine, the tasks that send through it and the readers of what comes. */
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

    /** Gone without a word: hears and says nothing any more. */
    boolean dead;

    @Nullable
    String broken;

    /** What has come for one task. */
    static final class Reader {
        final Deque<TaskMsg> waiting = new ArrayDeque<>();
        final long slownessNanos;
        long received;
        boolean ended;
        boolean failed;
        boolean reading;

        Reader(long slownessNanos) {
            this.slownessNanos = slownessNanos;
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
        sender.start(engine.open(task));
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

    /** Sends all there is to send and sets the alarm. */
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
    public boolean opened(InStream stream) {
        return readers.containsKey(stream.taskName);
    }

    @Override
    public void message(InStream stream, TaskMsg message) {
        Reader reader = reader(stream);
        require(!reader.ended && !reader.failed, "message after the end of its stream");
        SimulatedSender.check(message, reader.received++);
        reader.waiting.add(message);
        require(
                stream.waitingCost()
                        <= Math.max(settings.creditBytes(), OutStream.FIRST_CREDIT)
                                + LinkSettings.cost(settings.maxMessageBytes()),
                "more waits for a slow reader than was granted");
        read(stream, reader);
    }

    /** Asked for each datagram and message of very many: cheaper than an assertion. */
    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    private Reader reader(InStream stream) {
        return Objects.requireNonNull(readers.get(stream.taskName));
    }

    private SimulatedSender sender(OutStream stream) {
        return Objects.requireNonNull(senders.get(stream.taskName));
    }

    private void read(InStream stream, Reader reader) {
        if (!reader.reading) {
            reader.reading = true;
            time.after(1 + (reader.slownessNanos == 0 ? 0 : random.nextLong(reader.slownessNanos)), () -> {
                reader.reading = false;
                TaskMsg taken = reader.waiting.remove();
                engine.taken(stream, LinkSettings.cost(taken.sizeBytes()));
                if (!reader.waiting.isEmpty()) {
                    read(stream, reader);
                }
                send();
            });
        }
    }

    @Override
    public void ended(InStream stream) {
        reader(stream).ended = true;
    }

    @Override
    public void failed(InStream stream) {
        reader(stream).failed = true;
    }

    @Override
    public void room(OutStream stream) {
        resume(sender(stream));
    }

    @Override
    public void settled(OutStream stream) {
        sender(stream).settled = true;
    }

    @Override
    public void dropped(String what) {}

    @Override
    public void broken(String reason) {
        broken = reason;
    }

    /** Holds the books of memory against what {@link LinkSettings} promises. */
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
