package org.gotask.link.protocol;

import java.util.Arrays;
import java.util.Objects;
import org.gotask.Codec;
import org.gotask.TaskMsg;

/**
 * A message whose content arrives in parts. Uses memory for the content that has arrived, not for its announced size.
 * Not thread-safe.
 */
final class PartialMessage {

    /** The most memory that is allocated for an announced size alone. */
    private static final int INITIAL_BYTES = 1 << 20;

    /** Passes the array on without a copy, as the contract of {@link Codec#encode} permits. */
    private static final Codec<byte[]> UNCOPIED = Codec.of("bytes", content -> content, content -> content);

    private static final byte[] NO_BYTES = {};

    private final String taskName;
    private final int sizeBytes;
    private byte[] content;
    private int length;

    /**
     * Begins a message without content.
     *
     * @throws IllegalArgumentException if the size is negative
     */
    PartialMessage(String taskName, int sizeBytes) {
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("message size is negative: sizeBytes=" + sizeBytes);
        }
        this.taskName = Objects.requireNonNull(taskName, "taskName");
        this.sizeBytes = sizeBytes;
        this.content = new byte[Math.min(sizeBytes, INITIAL_BYTES)];
    }

    /** The length of the complete content. */
    int sizeBytes() {
        return sizeBytes;
    }

    /** The number of bytes that have not arrived yet. */
    int missingBytes() {
        return sizeBytes - length;
    }

    /** The memory in use, in bytes. */
    int heldBytes() {
        return content.length;
    }

    /**
     * Appends the next part, which is copied.
     *
     * @throws IndexOutOfBoundsException if the array has no such part, or the part exceeds the missing content
     */
    void add(byte[] bytes, int offset, int partLength) {
        Objects.checkFromIndexSize(offset, partLength, bytes.length);
        Objects.checkFromIndexSize(length, partLength, sizeBytes);
        if (length + partLength > content.length) {
            content = Arrays.copyOf(content, sizeBytes);
        }
        System.arraycopy(bytes, offset, content, length, partLength);
        length += partLength;
    }

    /** Drops the content that has arrived, because the message is discarded. From now on parts are skipped. */
    void drop() {
        content = NO_BYTES;
    }

    /**
     * Skips the next part of a message that was dropped.
     *
     * @throws IndexOutOfBoundsException if the part exceeds the missing content
     */
    void skip(int partLength) {
        Objects.checkFromIndexSize(length, partLength, sizeBytes);
        length += partLength;
    }

    /**
     * Returns the complete message. May be called once.
     *
     * @throws IllegalStateException if content is missing or was dropped, or this was called before
     */
    TaskMsg join() {
        byte[] whole = content;
        if (length != sizeBytes || whole.length != sizeBytes) {
            throw new IllegalStateException(
                    "message is not complete: sizeBytes=" + sizeBytes + ", missingBytes=" + missingBytes());
        }
        content = NO_BYTES;
        length = 0;
        return TaskMsg.of(taskName, UNCOPIED, whole);
    }
}
