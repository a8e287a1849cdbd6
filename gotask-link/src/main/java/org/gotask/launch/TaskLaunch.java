package org.gotask.launch;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gotask.launch.proto.TaskLaunchMessage;

/**
 * One task as its executor needs to know it.
 *
 * @param specName what the task function is registered as
 * @param index the task's number within its spec, from 0
 * @param count how many tasks the spec has
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

    /** This launch as bytes that {@link #decode} reads. */
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
     * Reads what {@link #encode} wrote. The numbers are as they were written: the caller checks them.
     *
     * @throws IllegalArgumentException if the bytes are anything else, or of a version this program does not know
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
