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
        return new TaskMsg("", text.getBytes(UTF_8));
    }

    /** A message to or from the named task with text as its content. */
    public static TaskMsg of(String taskName, String text) {
        return new TaskMsg(taskName, text.getBytes(UTF_8));
    }

    /** A message to or from the named task; the bytes are copied. */
    public static TaskMsg of(String taskName, byte[] content) {
        return new TaskMsg(taskName, content.clone());
    }

    /** The task this message goes to or comes from; empty while a task has not sent it yet. */
    public String taskName() {
        return taskName;
    }

    /** The content read as UTF-8; malformed bytes become U+FFFD. */
    public String text() {
        return new String(content, UTF_8);
    }

    /** A copy of the content. */
    public byte[] bytes() {
        return content.clone();
    }

    /** The length of the content in bytes. */
    public int sizeBytes() {
        return content.length;
    }

    /** The same task, other content. */
    public TaskMsg withText(String text) {
        return new TaskMsg(taskName, text.getBytes(UTF_8));
    }

    /** The same task, other content; the bytes are copied. */
    public TaskMsg withBytes(byte[] bytes) {
        return new TaskMsg(taskName, bytes.clone());
    }

    /** The same content, another task. */
    public TaskMsg withTaskName(String name) {
        return new TaskMsg(name, content);
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
