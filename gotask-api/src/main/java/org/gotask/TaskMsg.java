package org.gotask;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Objects;

/**
 * A message between the scheduler function and one task. {@link #taskName()} always names the task: the receiver of a
 * message that the scheduler function sends, the sender of a message that it receives. The content is bytes;
 * {@link #text()} decodes them as UTF-8. Immutable.
 */
public final class TaskMsg {

    private static final byte[] NO_BYTES = {};

    private final String taskName;
    private final byte[] content;

    private TaskMsg(String taskName, byte[] content) {
        this.taskName = Objects.requireNonNull(taskName, "taskName");
        this.content = content;
    }

    /**
     * A message to the scheduler function, written by a task: the task's {@code out} channel fills in the name.
     */
    public static TaskMsg of(String text) {
        return of("", text);
    }

    /**
     * A message to the scheduler function, written by a task: the task's {@code out} channel fills in the name.
     *
     * @param content the content; copied
     * @return the message
     */
    public static TaskMsg of(byte[] content) {
        return of("", content);
    }

    /**
     * A message to the scheduler function, written by a task: the task's {@code out} channel fills in the name.
     *
     * @param <T> the type of the value
     * @param codec encodes the value
     * @param value the content
     * @return the message
     * @throws CodecException if the value cannot be encoded
     */
    public static <T> TaskMsg of(Codec<T> codec, T value) {
        return of("", codec, value);
    }

    /**
     * A message to or from the named task with a value as its content.
     *
     * @param <T> the type of the value
     * @param taskName the task's name
     * @param codec encodes the value
     * @param value the content
     * @return the message
     * @throws CodecException if the value cannot be encoded
     */
    public static <T> TaskMsg of(String taskName, Codec<T> codec, T value) {
        Objects.requireNonNull(taskName, "taskName");
        Objects.requireNonNull(codec, "codec");
        Objects.requireNonNull(value, "value");
        byte[] content;
        try {
            content = Objects.requireNonNull(codec.encode(value), "the codec wrote null");
        } catch (RuntimeException e) {
            throw CodecException.unwritable(taskName, codec, e);
        }
        return new TaskMsg(taskName, content);
    }

    /** A message to or from the named task with text as its content. */
    public static TaskMsg of(String taskName, String text) {
        return new TaskMsg(taskName, bytesOf(text));
    }

    /** A message to or from the named task; the bytes are copied. */
    public static TaskMsg of(String taskName, byte[] content) {
        return new TaskMsg(taskName, Objects.requireNonNull(content, "content").clone());
    }

    /**
     * A message to or from the named task with a part of an array as its content; that part is copied.
     *
     * @throws IndexOutOfBoundsException if there is no such part
     */
    public static TaskMsg of(String taskName, byte[] bytes, int offset, int length) {
        Objects.requireNonNull(taskName, "taskName");
        Objects.requireNonNull(bytes, "bytes");
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return new TaskMsg(taskName, Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /**
     * Begins a message to or from the named task whose content arrives in parts, without a final copy.
     *
     * @throws IllegalArgumentException if the size is negative
     */
    public static Parts parts(String taskName, int sizeBytes) {
        return new Parts(taskName, sizeBytes);
    }

    /** The name of the receiving or sending task; empty until a task has sent the message. */
    public String taskName() {
        return taskName;
    }

    /** The content decoded as UTF-8; malformed bytes become U+FFFD. */
    public String text() {
        return new String(content, UTF_8);
    }

    /**
     * The content decoded as a value.
     *
     * @param <T> the type of the value
     * @param codec decodes the value
     * @return the value
     * @throws CodecException if the content does not encode a value of this type; it names this message's task, the
     *     type and the reason
     */
    public <T> T as(Codec<T> codec) {
        Objects.requireNonNull(codec, "codec");
        try {
            return Objects.requireNonNull(codec.decode(content.clone()), "the codec read null");
        } catch (RuntimeException e) {
            throw CodecException.unreadable(this, codec, e);
        }
    }

    /** A copy of the content. */
    public byte[] bytes() {
        return content.clone();
    }

    /**
     * Copies a part of the content; {@link #bytes} copies all of it.
     *
     * @param from the start of the part in the content
     * @param target receives the part, from {@code at} on
     * @throws IndexOutOfBoundsException if the content has no such part, or it does not fit into the target
     */
    public void copyTo(int from, byte[] target, int at, int length) {
        System.arraycopy(content, from, Objects.requireNonNull(target, "target"), at, length);
    }

    /** The length of the content in bytes. */
    public int sizeBytes() {
        return content.length;
    }

    /** A message with the same task and other content. */
    public TaskMsg withText(String text) {
        return new TaskMsg(taskName, bytesOf(text));
    }

    /** A message with the same task and other content; the bytes are copied. */
    public TaskMsg withBytes(byte[] bytes) {
        return new TaskMsg(taskName, Objects.requireNonNull(bytes, "bytes").clone());
    }

    /** A message with the same content and another task. */
    public TaskMsg withTaskName(String name) {
        return new TaskMsg(Objects.requireNonNull(name, "name"), content);
    }

    private static byte[] bytesOf(String text) {
        return Objects.requireNonNull(text, "text").getBytes(UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaskMsg msg && taskName.equals(msg.taskName) && Arrays.equals(content, msg.content);
    }

    @Override
    public int hashCode() {
        return 31 * taskName.hashCode() + Arrays.hashCode(content);
    }

    /** The task's name and the length of the content, never the content itself. */
    @Override
    public String toString() {
        return "TaskMsg[taskName=" + taskName + ", sizeBytes=" + content.length + "]";
    }

    /**
     * A message whose content is incomplete. Uses memory for the content that has arrived, not for its announced size.
     * Confined to one thread.
     */
    public static final class Parts {

        /** The memory reserved for an announced size alone. */
        private static final int FIRST_BYTES = 1 << 20;

        private final String taskName;
        private final int sizeBytes;
        private byte[] content;
        private int length;

        private Parts(String taskName, int sizeBytes) {
            if (sizeBytes < 0) {
                throw new IllegalArgumentException("message size is negative: sizeBytes=" + sizeBytes);
            }
            this.taskName = Objects.requireNonNull(taskName, "taskName");
            this.sizeBytes = sizeBytes;
            this.content = new byte[Math.min(sizeBytes, FIRST_BYTES)];
        }

        /** The length of the content in bytes, once it is complete. */
        public int sizeBytes() {
            return sizeBytes;
        }

        /** The number of bytes that have not arrived yet. */
        public int missingBytes() {
            return sizeBytes - length;
        }

        /** The memory that is held now, in bytes. */
        public int heldBytes() {
            return content.length;
        }

        /**
         * Adds the next part; it is copied.
         *
         * @throws IndexOutOfBoundsException if the array has no such part, or the part exceeds the missing content
         */
        public void add(byte[] bytes, int offset, int partLength) {
            Objects.requireNonNull(bytes, "bytes");
            Objects.checkFromIndexSize(offset, partLength, bytes.length);
            Objects.checkFromIndexSize(length, partLength, sizeBytes);
            if (length + partLength > content.length) {
                content = Arrays.copyOf(content, sizeBytes);
            }
            System.arraycopy(bytes, offset, content, length, partLength);
            length += partLength;
        }

        /**
         * Returns the complete message. May be called once.
         *
         * @throws IllegalStateException if content is missing, or this was called before
         */
        public TaskMsg join() {
            byte[] whole = content;
            if (length != sizeBytes || whole.length != sizeBytes) {
                throw new IllegalStateException(
                        "message is not complete: sizeBytes=" + sizeBytes + ", missingBytes=" + missingBytes());
            }
            content = NO_BYTES;
            length = 0;
            return new TaskMsg(taskName, whole);
        }
    }
}
