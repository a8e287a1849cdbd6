package org.gotask.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.gotask.TaskMsg;

/**
 * The datagrams of the plain link. A message is the task's name, {@code ^} and the content: mesosgot's own format. A
 * datagram with an empty name is addressed to the other link itself; mesosgot's executors ignore those.
 */
final class PlainCodec {

    private static final byte SEPARATOR = '^';
    private static final String END = "end";

    /** What Mesos allows a task id, and mesosgot takes the name for the id. */
    private static final int MAX_NAME_BYTES = 255;

    private static final int MAX_SHOWN_CHARS = 80;

    /** A name and room enough for two short words. */
    private static final int MAX_CONTROL_BYTES = MAX_NAME_BYTES + 64;

    private PlainCodec() {}

    /** What a datagram says. */
    sealed interface Datagram {

        /** A message of or for a task. */
        record Message(TaskMsg message) implements Datagram {}

        /** The channel of a task is closed after so many messages. */
        record End(String taskName, long messagesBefore) implements Datagram {}

        /** Nothing that can be read; says why. */
        record Unreadable(String reason) implements Datagram {}
    }

    static byte[] encode(TaskMsg message) {
        byte[] name = message.taskName().getBytes(UTF_8);
        byte[] content = message.bytes();
        byte[] datagram = Arrays.copyOf(name, name.length + 1 + content.length);
        datagram[name.length] = SEPARATOR;
        System.arraycopy(content, 0, datagram, name.length + 1, content.length);
        return datagram;
    }

    static byte[] encodeEnd(String taskName, long messagesBefore) {
        return ("^" + END + "^" + messagesBefore + "^" + taskName).getBytes(UTF_8);
    }

    /** @throws IllegalArgumentException if a datagram cannot carry the name */
    static void checkName(String name) {
        if (name.isEmpty()
                || name.indexOf(SEPARATOR) >= 0
                || name.getBytes(UTF_8).length > MAX_NAME_BYTES
                || hasControlCharacter(name)) {
            throw new IllegalArgumentException("task name cannot be sent: name=" + printable(name) + ", expected 1 to "
                    + MAX_NAME_BYTES + " bytes without '^' and control characters");
        }
    }

    static Datagram decode(byte[] datagram) {
        // a stranger's megabytes are searched, and later written to a log, no further than a name can reach
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
        if (hasControlCharacter(name)) {
            return new Datagram.Unreadable("control character in a task name: name=" + printable(name));
        }
        return new Datagram.Message(TaskMsg.of(name, Arrays.copyOfRange(datagram, separator + 1, datagram.length)));
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

    private static boolean hasControlCharacter(String name) {
        return name.chars().anyMatch(Character::isISOControl);
    }

    private static String printable(String name) {
        String shown = name.length() > MAX_SHOWN_CHARS ? name.substring(0, MAX_SHOWN_CHARS) + "…" : name;
        return shown.replaceAll("\\p{Cc}", "?");
    }
}
