package org.gotask.mesos.local.faults;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.actor.ActorThread;

/**
 * Injects faults into the framework messages of one agent at the given {@link FaultRates}. Thread-safe.
 *
 * @see FaultyStream
 */
public final class FaultFilter {

    /** The direction of a message. */
    public enum Direction {
        /** From a scheduler to an executor. */
        TO_EXECUTOR,
        /** From an executor to its scheduler. */
        TO_SCHEDULER
    }

    /** The longest delay of a message that no other follows. */
    private static final Duration HOLD = Duration.ofMillis(100);

    private final FaultRates faults;
    private final int agentNumber;
    private final ActorThread thread;
    private final Map<Key, Stream> streams = new ConcurrentHashMap<>();
    private final FaultCounters toExecutors = new FaultCounters();
    private final FaultCounters toSchedulers = new FaultCounters();

    /**
     * A filter for one agent.
     *
     * @param faults the rates of faults
     * @param agentNumber the number of the agent
     * @param thread the thread of the agent, for delayed messages
     */
    public FaultFilter(FaultRates faults, int agentNumber, ActorThread thread) {
        this.faults = faults;
        this.agentNumber = agentNumber;
        this.thread = thread;
    }

    /**
     * Delivers, drops, duplicates or delays a message.
     *
     * @param relay delivers on the calling thread; may wait
     * @param late delivers delayed messages on the agent's thread; must not wait
     */
    public void pass(Direction direction, String framework, String executor, Envelope envelope, Sink relay, Sink late) {
        if (faults.isNone()) {
            relay.deliver(envelope.to, envelope.message);
            return;
        }
        Stream stream = streams.computeIfAbsent(new Key(direction, framework, executor), this::open);
        for (Envelope due : stream.faulty.next(envelope)) {
            relay.deliver(due.to, due.message);
        }
        if (stream.faulty.holds() && stream.timed.compareAndSet(false, true)) {
            thread.after(HOLD, () -> {
                stream.timed.set(false);
                deliver(stream.faulty.flush(), late);
            });
        }
    }

    /** Removes the streams of an ended executor. Its delayed messages are still delivered. */
    public void removeStreams(String framework, String executor) {
        streams.remove(new Key(Direction.TO_EXECUTOR, framework, executor));
        streams.remove(new Key(Direction.TO_SCHEDULER, framework, executor));
    }

    /** Whether no faults are injected. */
    public boolean isOff() {
        return faults.isNone();
    }

    /** The rates and counters, for the agent's page. */
    public Map<String, Object> view() {
        var json = new LinkedHashMap<String, Object>();
        json.put("faults", faults.toString());
        json.put("to_executors", toExecutors.view());
        json.put("to_schedulers", toSchedulers.view());
        return json;
    }

    @Override
    public String toString() {
        return "faults " + faults + "; to executors: " + toExecutors + "; to schedulers: " + toSchedulers;
    }

    private static void deliver(Collection<Envelope> envelopes, Sink sink) {
        envelopes.forEach(envelope -> sink.deliver(envelope.to, envelope.message));
    }

    private Stream open(Key key) {
        FaultCounters counters = key.direction == Direction.TO_EXECUTOR ? toExecutors : toSchedulers;
        return new Stream(new FaultyStream<>(faults, seed(key), counters), new AtomicBoolean());
    }

    /** Depends only on values that are the same in each run; the first part of a framework's id is not. */
    private long seed(Key key) {
        String frameworkNumber = key.framework.substring(key.framework.lastIndexOf('-') + 1);
        String name = key.direction + " " + agentNumber + " " + frameworkNumber + " " + key.executor;
        return faults.seed() * 0x9E37_79B9_7F4A_7C15L + name.hashCode();
    }

    /** Delivers messages. */
    @FunctionalInterface
    public interface Sink {
        /** Sends a message to an address. */
        void deliver(Upid to, Message message);
    }

    /**
     * A message with its receiver.
     *
     * @param to the receiver's address
     * @param message the message
     */
    public record Envelope(Upid to, Message message) {}

    private record Key(Direction direction, String framework, String executor) {}

    private record Stream(FaultyStream<Envelope> faulty, AtomicBoolean timed) {}
}
