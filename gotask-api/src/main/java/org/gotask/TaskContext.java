package org.gotask;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;

/**
 * The task that a {@link TaskBody} runs: its name, its arguments and environment, and the channels to and from the
 * scheduler function. The executor creates one context for each task. Immutable; the channels are thread-safe, so that
 * a task may pass the context to other threads.
 *
 * <p>A test can create a context and run the task without a cluster:
 *
 * {@snippet file="org/gotask/ContextExamples.java" region="test"}
 *
 * <p>Later versions may add methods. The class is final, so new methods break no program, and each has a default in the
 * builder.
 */
public final class TaskContext {

    private final String name;
    private final int index;
    private final OptionalInt count;
    private final List<String> args;
    private final Map<String, String> env;
    private final ReceiveChannel<TaskMsg> in;
    private final SendChannel<TaskMsg> out;

    private TaskContext(Builder builder) {
        this.name = builder.name;
        this.index = builder.index;
        this.count = builder.count;
        this.args = builder.args;
        this.env = builder.env;
        this.in = builder.in;
        this.out = builder.out;
    }

    /**
     * Begins a context with index 0, without a count, arguments and environment entries.
     *
     * @param name the task's name, such as {@code worker-3}
     * @param in messages to the task
     * @param out messages from the task; the channel of a real task fills in the task's name, this one is used
     *     unchanged
     * @return a builder, confined to one thread
     */
    public static Builder builder(String name, ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out) {
        return new Builder(name, in, out);
    }

    /**
     * The task's name, {@code worker-3} for the task of index 3 of the spec {@code worker}.
     *
     * @return the name; unique in the run
     */
    public String name() {
        return name;
    }

    /**
     * The task's index among the tasks of its spec.
     *
     * @return a number from 0, below {@link #count}
     */
    public int index() {
        return index;
    }

    /**
     * The number of tasks of its spec.
     *
     * @return a number from 1
     * @throws IllegalStateException if the task was launched by a scheduler of mesosgot, which does not send the number
     */
    public int count() {
        return count.orElseThrow(() -> new IllegalStateException("number of tasks unknown: task=" + name
                + "; a scheduler of mesosgot does not send it, pass it as a message"));
    }

    /**
     * The arguments of the {@link TaskSpec}.
     *
     * @return the user's arguments alone; unmodifiable
     */
    public List<String> args() {
        return args;
    }

    /**
     * The environment entries of the {@link TaskSpec}, and {@code GOTASK_NAME}, {@code GOTASK_INDEX} and
     * {@code GOTASK_COUNT}. These are not variables of the process.
     *
     * @return the entries by name; unmodifiable
     */
    public Map<String, String> env() {
        return env;
    }

    /**
     * Messages from the scheduler function. The channel is closed when the task is to end: a task that iterates over it
     * needs no other stop signal.
     *
     * @return the receiving end; always the same
     */
    public ReceiveChannel<TaskMsg> in() {
        return in;
    }

    /**
     * The values that the scheduler function sends: a view of {@link #in()} that decodes each message.
     *
     * {@snippet file="org/gotask/ContextExamples.java" region="typed"}
     *
     * @param <T> the type of the values
     * @param codec decodes them
     * @return the receiving end. For a message that does not fit the receive throws {@link CodecException}, also in a
     *     loop or a {@link org.gotask.channel.Select}; the next receive gets the next message
     */
    public <T> ReceiveChannel<T> in(Codec<T> codec) {
        Objects.requireNonNull(codec, "codec");
        return in.mapReceived(msg -> msg.as(codec));
    }

    /**
     * Messages to the scheduler function. Each carries this task's name, whether set or not. A send waits while too
     * many messages, or too many bytes, wait here to be read by the scheduler function.
     *
     * @return the sending end; always the same
     */
    public SendChannel<TaskMsg> out() {
        return out;
    }

    /**
     * Values to the scheduler function: a view of {@link #out()} that encodes each value as a message with this task's
     * name.
     *
     * @param <T> the type of the values
     * @param codec encodes them
     * @return the sending end; for a value that cannot be encoded it throws {@link CodecException}, and nothing is sent
     */
    public <T> SendChannel<T> out(Codec<T> codec) {
        Objects.requireNonNull(codec, "codec");
        return out.mapSent(value -> TaskMsg.of(name, codec, value));
    }

    /** The task's name and index, for logs. */
    @Override
    public String toString() {
        return "TaskContext[name=" + name + ", index=" + index + "]";
    }

    /** Builds a context. Confined to one thread. */
    public static final class Builder {

        private final String name;
        private final ReceiveChannel<TaskMsg> in;
        private final SendChannel<TaskMsg> out;
        private int index;
        private OptionalInt count = OptionalInt.empty();
        private List<String> args = List.of();
        private Map<String, String> env = Map.of();

        private Builder(String name, ReceiveChannel<TaskMsg> in, SendChannel<TaskMsg> out) {
            this.name = Objects.requireNonNull(name, "name");
            this.in = Objects.requireNonNull(in, "in");
            this.out = Objects.requireNonNull(out, "out");
        }

        /**
         * Sets the task's index among the tasks of its spec; 0 unless set.
         *
         * @param value a number from 0
         * @return this builder
         * @throws IllegalArgumentException if the number is negative
         */
        public Builder index(int value) {
            if (value < 0) {
                throw new IllegalArgumentException(
                        "task index out of range: task=" + name + ", index=" + value + ", expected 0 or more");
            }
            index = value;
            return this;
        }

        /**
         * Sets the number of tasks of the spec; unknown unless set.
         *
         * @param value a number from 1
         * @return this builder
         * @throws IllegalArgumentException if the number is below 1
         */
        public Builder count(int value) {
            if (value < 1) {
                throw new IllegalArgumentException(
                        "number of tasks out of range: task=" + name + ", count=" + value + ", expected 1 or more");
            }
            count = OptionalInt.of(value);
            return this;
        }

        /**
         * Sets the arguments, without the task's name in front; none unless set.
         *
         * @param values the arguments; copied
         * @return this builder
         */
        public Builder args(List<String> values) {
            args = List.copyOf(Objects.requireNonNull(values, "values"));
            return this;
        }

        /**
         * Sets the environment entries; none unless set.
         *
         * @param entries the entries by name; copied
         * @return this builder
         */
        public Builder env(Map<String, String> entries) {
            env = Map.copyOf(Objects.requireNonNull(entries, "entries"));
            return this;
        }

        /**
         * Creates the context.
         *
         * @return a context with the current settings
         * @throws IllegalArgumentException if the index is not below the count
         */
        public TaskContext build() {
            if (count.isPresent() && index >= count.getAsInt()) {
                throw new IllegalArgumentException("task index out of range: task=" + name + ", index=" + index
                        + ", count=" + count.getAsInt() + ", expected index < count");
            }
            return new TaskContext(this);
        }
    }
}
