package org.gotask.mesos.local.common;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.text.ForeignText;

/** Identifiers, times and task states as they are on the wire. */
public final class Ids {

    private static final int MAX_LENGTH = 255;

    private Ids() {}

    /** A fresh UUID, 16 bytes. */
    public static ByteString newUuid() {
        UUID uuid = UUID.randomUUID();
        var bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .flip();
        return ByteString.copyFrom(bytes);
    }

    /** 16 bytes of version 1 to 5: what real peers take for a UUID. */
    public static boolean isUuid(ByteString bytes) {
        int version = bytes.size() == 16 ? (bytes.byteAt(6) & 0xf0) >> 4 : 0;
        return version >= 1 && version <= 5;
    }

    /** True if a client's id can be the name of a directory, and be shown as it is. */
    public static boolean isWellFormed(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_LENGTH
                && !id.equals(".")
                && !id.equals("..")
                && id.chars().noneMatch(c -> c == '/' || c == '\\')
                && ForeignText.line(id).equals(id);
    }

    /** Seconds since 1970, with fraction. */
    static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    /** {@link #seconds} of now. */
    public static double now() {
        return seconds(Instant.now());
    }

    /** Whether a task in this state has ended. */
    public static boolean isTerminal(TaskState state) {
        return switch (state) {
            case TASK_FINISHED,
                    TASK_FAILED,
                    TASK_KILLED,
                    TASK_LOST,
                    TASK_ERROR,
                    TASK_DROPPED,
                    TASK_GONE,
                    TASK_GONE_BY_OPERATOR -> true;
            case TASK_STAGING, TASK_STARTING, TASK_RUNNING, TASK_KILLING, TASK_UNREACHABLE, TASK_UNKNOWN -> false;
        };
    }
}
