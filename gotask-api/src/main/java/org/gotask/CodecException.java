package org.gotask;

/**
 * Thrown when a message does not fit the type of a {@link Codec}, or a value cannot be encoded. The exception message
 * is one line that names the task, the type and the reason, for example
 * {@code message does not fit: task=worker-3, type=Job, sizeBytes=12, reason=not UTF-8}. The cause is the exception
 * that the codec threw. The content of the message is not shown.
 */
public final class CodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int MOST_REASON_CHARS = 300;

    private CodecException(String message, RuntimeException cause) {
        super(message, cause);
    }

    static CodecException unreadable(TaskMsg msg, Codec<?> codec, RuntimeException cause) {
        return new CodecException(
                "message does not fit: task=" + msg.taskName() + ", type=" + codec.typeName() + ", sizeBytes="
                        + msg.sizeBytes() + ", reason=" + reason(cause),
                cause);
    }

    static CodecException unwritable(String taskName, Codec<?> codec, RuntimeException cause) {
        return new CodecException(
                "value cannot be encoded: " + (taskName.isEmpty() ? "" : "task=" + taskName + ", ") + "type="
                        + codec.typeName() + ", reason=" + reason(cause),
                cause);
    }

    /** The reason given by the codec. Exceptions other than IllegalArgumentException are prefixed with their type. */
    private static String reason(RuntimeException cause) {
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        String line = message.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
        String cut = line.length() > MOST_REASON_CHARS ? line.substring(0, MOST_REASON_CHARS) + "…" : line;
        return cause instanceof IllegalArgumentException
                ? cut
                : cause.getClass().getSimpleName() + ": " + cut;
    }
}
