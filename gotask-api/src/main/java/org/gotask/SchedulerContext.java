package org.gotask;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;

/**
 * The run that a {@link SchedulerBody} directs: its tasks, and the channels to and from them. The scheduler creates one
 * context for each run. Immutable; the channels are thread-safe.
 *
 * <p>A test can create a context with {@link #builder} and run the scheduler function without a cluster.
 *
 * <p>Later versions may add methods. The class is final, so new methods break no program, and each has a default in the
 * builder.
 */
public final class SchedulerContext {

    private final List<TaskSpec> specs;
    private final ReceiveChannel<TaskMsg> in;
    private final SendChannel<TaskMsg> out;
    private final ReceiveChannel<SchedEvent> events;

    private SchedulerContext(Builder builder) {
        this.specs = List.copyOf(builder.specs);
        this.in = builder.in;
        this.out = builder.out;
        this.events = builder.events;
    }

    /**
     * Begins a context without tasks.
     *
     * @param in messages from all tasks
     * @param out messages to tasks
     * @param events events of tasks, executors and agents
     * @return a builder, confined to one thread
     */
    public static Builder builder(
            ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, ReceiveChannel<SchedEvent> events) {
        return new Builder(in, out, events);
    }

    /**
     * The specs of the run's tasks.
     *
     * @return the specs in the order in which they were spawned; unmodifiable
     */
    public List<TaskSpec> specs() {
        return specs;
    }

    /**
     * The names of all tasks of the run.
     *
     * @return the names, spec by spec in the order in which these were spawned, and within a spec by index;
     *     unmodifiable
     */
    public List<String> taskNames() {
        return specs.stream().flatMap(spec -> names(spec).stream()).toList();
    }

    /**
     * The names of the tasks of one spec.
     *
     * @param specName the name of the spec, such as {@code worker}
     * @return the names by index, such as {@code worker-0}, {@code worker-1}; unmodifiable
     * @throws IllegalArgumentException if no spec of the run has this name
     */
    public List<String> taskNames(String specName) {
        Objects.requireNonNull(specName, "specName");
        return specs.stream()
                .filter(spec -> spec.name().equals(specName))
                .findFirst()
                .map(SchedulerContext::names)
                .orElseThrow(() -> new IllegalArgumentException("no such task spec in this run: name=" + specName
                        + ", spawned: "
                        + String.join(", ", specs.stream().map(TaskSpec::name).toList())));
    }

    private static List<String> names(TaskSpec spec) {
        return IntStream.range(0, spec.count()).mapToObj(spec::taskName).toList();
    }

    /**
     * Messages from all tasks; {@link TaskMsg#taskName()} names the sender. The channel is closed when all tasks have
     * ended and all their messages have been received, or when the run fails.
     *
     * @return the receiving end; always the same
     */
    public ReceiveChannel<TaskMsg> in() {
        return in;
    }

    /**
     * Messages to tasks; {@link TaskMsg#taskName()} names the receiver. A message to a task that does not run yet is
     * delivered when it does. Sending to a task that has ended throws
     * {@link org.gotask.channel.ChannelClosedException}; sending to a name that is not a task of this run throws
     * {@link IllegalArgumentException}.
     *
     * @return the sending end; always the same
     */
    public SendChannel<TaskMsg> out() {
        return out;
    }

    /**
     * Events of tasks, executors and agents, from the registration on. Reading them is optional: when the buffer is
     * full, the oldest event is dropped.
     *
     * @return the receiving end; always the same
     */
    public ReceiveChannel<SchedEvent> events() {
        return events;
    }

    /** The specs' names and counts, for logs. */
    @Override
    public String toString() {
        return "SchedulerContext["
                + String.join(
                        ", ",
                        specs.stream()
                                .map(spec -> spec.name() + "=" + spec.count())
                                .toList())
                + "]";
    }

    /** Builds a context. Confined to one thread. */
    public static final class Builder {

        private final List<TaskSpec> specs = new ArrayList<>();
        private final ReceiveChannel<TaskMsg> in;
        private final SendChannel<TaskMsg> out;
        private final ReceiveChannel<SchedEvent> events;

        private Builder(ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out, ReceiveChannel<SchedEvent> events) {
            this.in = Objects.requireNonNull(in, "in");
            this.out = Objects.requireNonNull(out, "out");
            this.events = Objects.requireNonNull(events, "events");
        }

        /**
         * Adds tasks; there are none unless added.
         *
         * @param added the specs of the tasks
         * @return this builder
         */
        public Builder specs(List<TaskSpec> added) {
            specs.addAll(List.copyOf(Objects.requireNonNull(added, "added")));
            return this;
        }

        /**
         * Creates the context.
         *
         * @return a context with the current settings
         */
        public SchedulerContext build() {
            return new SchedulerContext(this);
        }
    }
}
