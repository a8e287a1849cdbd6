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
 * Stands in the way of the framework messages of one agent and does to them what {@link FaultRates} say. Thread-safe.
 *
 * @see FaultyStream
 */
public final class FaultFilter {

    /** Which way a message goes. */
    public enum Direction {
        /** From a scheduler to an executor. */
        TO_EXECUTOR,
        /** From an executor to its scheduler. */
        TO_SCHEDULER
    }

    /** So long a message is held back at most: nobody may follow it. */
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
     * @param faults how often each fault happens
     * @param agentNumber of the agent whose messages pass
     * @param thread of the agent, for messages that are held back
     */
    public FaultFilter(FaultRates faults, int agentNumber, ActorThread thread) {
        this.faults = faults;
        this.agentNumber = agentNumber;
        this.thread = thread;
    }

    /**
     * Lets a message pass, or not.
     *
     * @param relay delivers at once, on the calling thread; may wait
     * @param late delivers what was held back, on the agent's thread; may not wait
     */
    public void pass(Direction direction, String framework, String executor, Letter letter, Sink relay, Sink late) {
        if (faults.isNone()) {
            relay.deliver(letter.to, letter.message);
            return;
        }
        Stream stream = streams.computeIfAbsent(new Key(direction, framework, executor), this::open);
        for (Letter due : stream.fates.next(letter)) {
            relay.deliver(due.to, due.message);
        }
        if (stream.fates.holds() && stream.timed.compareAndSet(false, true)) {
            thread.after(HOLD, () -> {
                stream.timed.set(false);
                deliver(stream.fates.flush(), late);
            });
        }
    }

    /** An executor is no more. What is held back of its messages is still delivered. */
    public void forget(String framework, String executor) {
        streams.remove(new Key(Direction.TO_EXECUTOR, framework, executor));
        streams.remove(new Key(Direction.TO_SCHEDULER, framework, executor));
    }

    /** Whether all messages pass as they are. */
    public boolean isOff() {
        return faults.isNone();
    }

    /** For the page of the agent. */
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

    private static void deliver(Collection<Letter> letters, Sink sink) {
        letters.forEach(letter -> sink.deliver(letter.to, letter.message));
    }

    private Stream open(Key key) {
        FaultCounters counters = key.direction == Direction.TO_EXECUTOR ? toExecutors : toSchedulers;
        return new Stream(new FaultyStream<>(faults, seed(key), counters), new AtomicBoolean());
    }

    /** Of what is the same in each run: the first part of a framework's id is not. */
    private long seed(Key key) {
        String frameworkNumber = key.framework.substring(key.framework.lastIndexOf('-') + 1);
        String name = key.direction + " " + agentNumber + " " + frameworkNumber + " " + key.executor;
        return faults.seed() * 0x9E37_79B9_7F4A_7C15L + name.hashCode();
    }

    /** Takes a message on its way. */
    @FunctionalInterface
    public interface Sink {
        /** Sends the message to that address. */
        void deliver(Upid to, Message message);
    }

    /**
     * A message and where it goes.
     *
     * @param to its receiver
     * @param message the message
     */
    public record Letter(Upid to, Message message) {}

    private record Key(Direction direction, String framework, String executor) {}

    private record Stream(FaultyStream<Letter> fates, AtomicBoolean timed) {}
}
