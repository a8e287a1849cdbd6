package org.gotask.link.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import org.gotask.TaskMsg;
import org.gotask.TaskName;

/**
 * The datagrams of the mesosgot link. A message is the task's name, {@code ^} and the content, as in mesosgot. A datagram
 * with an empty name addresses the other end of the link; mesosgot's programs ignore it.
 */
public final class MesosgotCodec {

    private static final byte SEPARATOR = '^';
    private static final String END = "end";

    /** The longest task id in Mesos; mesosgot uses the name as the id. */
    private static final int MAX_NAME_BYTES = 255;

    /** A name and two short words. */
    private static final int MAX_CONTROL_BYTES = MAX_NAME_BYTES + 64;

    private MesosgotCodec() {}

    /** The content of a datagram. */
    public sealed interface Datagram {

        /** A message from or to a task. */
        record Message(TaskMsg message) implements Datagram {}

        /** The channel of a task was closed after this number of messages. */
        record End(String taskName, long messagesBefore) implements Datagram {}

        /** An unreadable datagram, with the reason. */
        record Unreadable(String reason) implements Datagram {}
    }

    /** A message as a datagram. */
    public static byte[] encode(TaskMsg message) {
        byte[] name = message.taskName().getBytes(UTF_8);
        byte[] datagram = Arrays.copyOf(name, name.length + 1 + message.sizeBytes());
        datagram[name.length] = SEPARATOR;
        message.copyTo(0, datagram, name.length + 1, message.sizeBytes());
        return datagram;
    }

    /** The close of a task's channel as a datagram. */
    public static byte[] encodeEnd(String taskName, long messagesBefore) {
        return ("^" + END + "^" + messagesBefore + "^" + taskName).getBytes(UTF_8);
    }

    /** Reads a datagram, whatever it contains. */
    public static Datagram decode(byte[] datagram) {
        // a stranger's datagram is neither searched nor logged beyond the longest name
        int end = Math.min(datagram.length, MAX_NAME_BYTES + 1);
        int separator = 0;
        while (separator < end && datagram[separator] != SEPARATOR) {
            separator++;
        }
        if (separator == end) {
            return new Datagram.Unreadable("no '^' after a task name: lengthBytes=" + datagram.length);
        }
        if (separator == 0) {
            return decodeControl(datagram);
        }
        String name = new String(datagram, 0, separator, UTF_8);
        Optional<String> problem = TaskName.problem(name);
        return problem.isPresent()
                ? new Datagram.Unreadable("task name cannot be used: " + problem.get())
                : new Datagram.Message(TaskMsg.of(name, Arrays.copyOfRange(datagram, separator + 1, datagram.length)));
    }

    private static Datagram decodeControl(byte[] datagram) {
        String[] parts = datagram.length > MAX_CONTROL_BYTES
                ? new String[0]
                : new String(datagram, 1, datagram.length - 1, UTF_8).split("\\^", 3);
        if (parts.length != 3 || !parts[0].equals(END) || parts[2].isEmpty()) {
            return new Datagram.Unreadable("unknown control word: lengthBytes=" + datagram.length);
        }
        try {
            long count = Long.parseLong(parts[1]);
            return count < 0
                    ? new Datagram.Unreadable("negative message count: " + count)
                    : new Datagram.End(parts[2], count);
        } catch (NumberFormatException e) {
            return new Datagram.Unreadable("message count is not a number");
        }
    }
}
