package org.gotask.launch;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gotask.launch.proto.TaskLaunchMessage;

/**
 * The description of one task for its executor.
 *
 * @param specName the name under which the task function is registered
 * @param index the task's number within its spec, from 0
 * @param count the number of tasks of the spec
 * @param args the user's arguments, without the task's name
 * @param env the user's environment entries
 */
public record TaskLaunch(String specName, int index, int count, List<String> args, Map<String, String> env) {

    /** Copies the collections. */
    public TaskLaunch {
        Objects.requireNonNull(specName, "specName");
        args = List.copyOf(Objects.requireNonNull(args, "args"));
        env = Map.copyOf(Objects.requireNonNull(env, "env"));
    }

    private static final int VERSION = 1;
    private static final String ADVICE = "scheduler and executor must be of the same GoTask version";

    /** Encodes this launch for {@link #decode}. */
    public byte[] encode() {
        return TaskLaunchMessage.newBuilder()
                .setVersion(VERSION)
                .setSpecName(specName)
                .setIndex(index)
                .setCount(count)
                .addAllArgs(args)
                .putAllEnv(env)
                .build()
                .toByteArray();
    }

    /**
     * Decodes the result of {@link #encode}. The numbers are not validated, which is left to the caller.
     *
     * @throws IllegalArgumentException if the bytes are not an encoded launch, or are of an unknown version
     */
    public static TaskLaunch decode(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        TaskLaunchMessage message;
        try {
            message = TaskLaunchMessage.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "task launch data cannot be read: lengthBytes=" + bytes.length + "; " + ADVICE, e);
        }
        if (message.getVersion() != VERSION) {
            throw new IllegalArgumentException("task launch data cannot be read: version="
                    + Integer.toUnsignedString(message.getVersion()) + ", expected " + VERSION + "; " + ADVICE);
        }
        if (message.getSpecName().isEmpty()) {
            throw new IllegalArgumentException(
                    "task launch data cannot be read: specName is empty, lengthBytes=" + bytes.length + "; " + ADVICE);
        }
        return new TaskLaunch(
                message.getSpecName(),
                message.getIndex(),
                message.getCount(),
                message.getArgsList(),
                message.getEnvMap());
    }
}
