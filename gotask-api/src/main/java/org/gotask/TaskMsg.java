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

    private final String taskName;
    private final byte[] content;

    private TaskMsg(String taskName, byte[] content) {
        this.taskName = Objects.requireNonNull(taskName, "taskName");
        this.content = content;
    }

    /**
     * A message to the scheduler function, written by a task: the task's {@code out} channel fills in the name.
     *
     * @param text the content, encoded as UTF-8
     * @return the message
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
            content = Objects.requireNonNull(codec.encode(value), "the codec returned null");
        } catch (RuntimeException e) {
            throw CodecException.unwritable(taskName, codec, e);
        }
        return new TaskMsg(taskName, content);
    }

    /**
     * A message to or from the named task with text as its content.
     *
     * @param taskName the task's name
     * @param text the content, encoded as UTF-8
     * @return the message
     */
    public static TaskMsg of(String taskName, String text) {
        return new TaskMsg(taskName, bytesOf(text));
    }

    /**
     * A message to or from the named task with bytes as its content.
     *
     * @param taskName the task's name
     * @param content the content; copied
     * @return the message
     */
    public static TaskMsg of(String taskName, byte[] content) {
        return new TaskMsg(taskName, Objects.requireNonNull(content, "content").clone());
    }

    /**
     * A message to or from the named task with a part of an array as its content.
     *
     * @param taskName the task's name
     * @param bytes the array; the part is copied
     * @param offset the start of the part in the array
     * @param length the length of the part in bytes
     * @return the message
     * @throws IndexOutOfBoundsException if there is no such part
     */
    public static TaskMsg of(String taskName, byte[] bytes, int offset, int length) {
        Objects.requireNonNull(taskName, "taskName");
        Objects.requireNonNull(bytes, "bytes");
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return new TaskMsg(taskName, Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /**
     * The name of the receiving or sending task.
     *
     * @return the name; empty until a task has sent the message
     */
    public String taskName() {
        return taskName;
    }

    /**
     * The content decoded as UTF-8.
     *
     * @return the text, in which U+FFFD replaces malformed bytes
     */
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
            return Objects.requireNonNull(codec.decode(content.clone()), "the codec returned null");
        } catch (RuntimeException e) {
            throw CodecException.unreadable(this, codec, e);
        }
    }

    /**
     * The content.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return content.clone();
    }

    /**
     * Copies a part of the content; {@link #bytes} copies all of it.
     *
     * @param from the start of the part in the content
     * @param target the array to which the part is copied
     * @param at the start of the part in the target
     * @param length the length of the part in bytes
     * @throws IndexOutOfBoundsException if the content has no such part, or it does not fit into the target
     */
    public void copyTo(int from, byte[] target, int at, int length) {
        System.arraycopy(content, from, Objects.requireNonNull(target, "target"), at, length);
    }

    /**
     * The size of the content.
     *
     * @return the number of bytes
     */
    public int sizeBytes() {
        return content.length;
    }

    /**
     * A message with the same task and other content.
     *
     * @param text the content, encoded as UTF-8
     * @return a new message
     */
    public TaskMsg withText(String text) {
        return new TaskMsg(taskName, bytesOf(text));
    }

    /**
     * A message with the same task and other content.
     *
     * @param bytes the content; copied
     * @return a new message
     */
    public TaskMsg withBytes(byte[] bytes) {
        return new TaskMsg(taskName, Objects.requireNonNull(bytes, "bytes").clone());
    }

    /**
     * A message with the same content and another task.
     *
     * @param name the task's name
     * @return a new message
     */
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
}
