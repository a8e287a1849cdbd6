package org.gotask;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Objects;

/**
 * A message between the scheduler function and one task. {@link #taskName()} is always the task's name: the receiver of
 * a message that the scheduler function sends, the sender of one that it receives. The content is bytes; {@link #text()}
 * reads them as UTF-8. Immutable.
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
     * @param codec writes the value
     * @param value the content
     * @return the message
     * @throws CodecException if the value cannot be written
     */
    public static <T> TaskMsg of(Codec<T> codec, T value) {
        return of("", codec, value);
    }

    /**
     * A message to or from the named task with a value as its content.
     *
     * @param <T> the type of the value
     * @param taskName the task's name
     * @param codec writes the value
     * @param value the content
     * @return the message
     * @throws CodecException if the value cannot be written
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
     * Begins a message to or from the named task whose content comes piece by piece, without a copy in the end.
     *
     * @throws IllegalArgumentException if the size is negative
     */
    public static Parts parts(String taskName, int sizeBytes) {
        return new Parts(taskName, sizeBytes);
    }

    /** The task this message goes to or comes from; empty while a task has not sent it yet. */
    public String taskName() {
        return taskName;
    }

    /** The content read as UTF-8; malformed bytes become U+FFFD. */
    public String text() {
        return new String(content, UTF_8);
    }

    /**
     * The content read as a value.
     *
     * @param <T> the type of the value
     * @param codec reads the value
     * @return the value
     * @throws CodecException if the content is not that of a value of this type; it names this message's task, the type and
     *     the reason
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
     * Copies a part of the content, where {@link #bytes} would copy all of it.
     *
     * @param from where the part begins in the content
     * @param target takes the part, from {@code at} on
     * @throws IndexOutOfBoundsException if the content has no such part, or the target no room for it
     */
    public void copyTo(int from, byte[] target, int at, int length) {
        System.arraycopy(content, from, Objects.requireNonNull(target, "target"), at, length);
    }

    /** The length of the content in bytes. */
    public int sizeBytes() {
        return content.length;
    }

    /** The same task, other content. */
    public TaskMsg withText(String text) {
        return new TaskMsg(taskName, bytesOf(text));
    }

    /** The same task, other content; the bytes are copied. */
    public TaskMsg withBytes(byte[] bytes) {
        return new TaskMsg(taskName, Objects.requireNonNull(bytes, "bytes").clone());
    }

    /** The same content, another task. */
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
     * A message whose content is not complete yet. Takes memory for what has come, not for what was announced. For one
     * thread.
     */
    public static final class Parts {

        /** So much is reserved on a mere announcement. */
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

        /** How many bytes have not come yet. */
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
         * @throws IndexOutOfBoundsException if the array has no such part, or it is more than what is missing
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
         * The message, now complete. To be called once.
         *
         * @throws IllegalStateException if something is missing, or it was called before
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
