package org.gotask.mesos.local.agent;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.gotask.mesos.local.actor.ActorThread;
import org.gotask.mesos.local.wire.TaskStates;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.runtime.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the status updates of an agent to schedulers at least once and in order: one update of each task is in
 * flight, and is resent until it is acknowledged; then the next follows. A limited number of unacknowledged updates of
 * a task is kept, in addition to its terminal update. Confined to the agent's thread.
 */
final class UpdateStreams {

    private static final RateLimitedLogger foreign = new RateLimitedLogger(UpdateStreams.class.getName());
    private static final int MAX_REMEMBERED = 256;
    private static final int MAX_WAITING = 256;
    private static final int MAX_WAITING_BYTES = 8 * 1024 * 1024;

    private final ActorThread thread;
    private final Duration firstRetry;
    private final Duration maxRetry;
    private final Consumer<StatusUpdate> forward;
    private final Map<Key, Stream> streams = new TreeMap<>();

    /** @param forward sends an update towards the scheduler */
    UpdateStreams(ActorThread thread, Duration firstRetry, Duration maxRetry, Consumer<StatusUpdate> forward) {
        this.thread = thread;
        this.firstRetry = firstRetry;
        this.maxRetry = maxRetry;
        this.forward = forward;
    }

    /** Adds an update. Drops duplicates, and updates after the terminal one. */
    void add(StatusUpdate update) {
        Stream stream = streams.computeIfAbsent(Key.of(update), unused -> new Stream());
        if (stream.ended || !stream.remember(update.getUuid())) {
            return;
        }
        boolean end = TaskStates.isTerminal(update.getStatus().getState());
        if (!end && stream.isFull(update)) {
            foreign.warn(
                    "full",
                    "status update dropped, too many are unacknowledged: task="
                            + update.getStatus().getTaskId().getValue());
            return;
        }
        stream.waiting.add(update);
        stream.waitingBytes += update.getSerializedSize();
        stream.latest = update.getStatus().getState();
        stream.ended = end;
        if (stream.waiting.size() == 1) {
            send(stream, firstRetry);
        }
    }

    /**
     * Handles the acknowledgement of the update in flight; ignores any other.
     *
     * @return true if it was the terminal update, after which the stream is removed
     */
    boolean acknowledge(FrameworkID framework, TaskID task, ByteString uuid) {
        var key = new Key(framework.getValue(), task.getValue());
        Stream stream = streams.get(key);
        if (stream == null
                || stream.waiting.isEmpty()
                || !stream.waiting.peek().getUuid().equals(uuid)) {
            return false;
        }
        stream.waitingBytes -= stream.waiting.remove().getSerializedSize();
        stream.cancelRetry();
        if (!stream.waiting.isEmpty()) {
            send(stream, firstRetry);
        } else if (stream.ended) {
            streams.remove(key);
            return true;
        }
        return false;
    }

    /** Resends the updates in flight of a framework, whose scheduler may be a new one. */
    void resend(FrameworkID framework) {
        streams.forEach((key, stream) -> {
            if (key.framework.equals(framework.getValue()) && !stream.waiting.isEmpty()) {
                stream.cancelRetry();
                send(stream, firstRetry);
            }
        });
    }

    /** Resends all updates in flight, because the master may be a new one. */
    void resendAll() {
        streams.values().stream().filter(stream -> !stream.waiting.isEmpty()).forEach(stream -> {
            stream.cancelRetry();
            send(stream, firstRetry);
        });
    }

    /** The update in flight of a task. */
    Optional<StatusUpdate> head(FrameworkID framework, TaskID task) {
        Stream stream = streams.get(new Key(framework.getValue(), task.getValue()));
        return stream == null ? Optional.empty() : Optional.ofNullable(stream.waiting.peek());
    }

    /** Removes all updates of a framework. */
    void drop(FrameworkID framework) {
        streams.entrySet().removeIf(entry -> {
            boolean own = entry.getKey().framework.equals(framework.getValue());
            if (own) {
                entry.getValue().cancelRetry();
            }
            return own;
        });
    }

    /** The latest state of a task, acknowledged or not. */
    Optional<TaskState> latest(FrameworkID framework, TaskID task) {
        Stream stream = streams.get(new Key(framework.getValue(), task.getValue()));
        return stream == null ? Optional.empty() : Optional.of(stream.latest);
    }

    private void send(Stream stream, Duration retry) {
        StatusUpdate head = stream.waiting.element();
        forward.accept(head.toBuilder().setLatestState(stream.latest).build());
        Duration doubled = retry.multipliedBy(2);
        Duration next = doubled.compareTo(maxRetry) < 0 ? doubled : maxRetry;
        stream.retry = thread.after(retry, () -> {
            if (head.equals(stream.waiting.peek())) {
                send(stream, next);
            }
        });
    }

    private record Key(String framework, String task) implements Comparable<Key> {
        static Key of(StatusUpdate update) {
            return new Key(
                    update.getFrameworkId().getValue(),
                    update.getStatus().getTaskId().getValue());
        }

        @Override
        public int compareTo(Key other) {
            int frameworks = framework.compareTo(other.framework);
            return frameworks != 0 ? frameworks : task.compareTo(other.task);
        }
    }

    private static final class Stream {
        final Deque<StatusUpdate> waiting = new ArrayDeque<>();
        final Set<ByteString> seen = new LinkedHashSet<>();
        long waitingBytes;
        TaskState latest = TaskState.TASK_STAGING;
        boolean ended;

        @Nullable
        Timer retry;

        boolean isFull(StatusUpdate next) {
            return waiting.size() >= MAX_WAITING
                    || (!waiting.isEmpty() && waitingBytes + next.getSerializedSize() > MAX_WAITING_BYTES);
        }

        boolean remember(ByteString uuid) {
            if (seen.size() >= MAX_REMEMBERED) {
                seen.remove(seen.iterator().next());
            }
            return seen.add(uuid);
        }

        void cancelRetry() {
            if (retry != null) {
                retry.cancel();
                retry = null;
            }
        }
    }
}
