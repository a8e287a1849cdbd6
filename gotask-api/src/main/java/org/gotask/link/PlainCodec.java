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

    static Datagram decode(byte[] datagram) {
        int separator = 0;
        while (separator < datagram.length && datagram[separator] != SEPARATOR) {
            separator++;
        }
        if (separator == datagram.length) {
            return new Datagram.Unreadable("no '^' after the task name: lengthBytes=" + datagram.length);
        }
        if (separator == 0) {
            return decodeControl(new String(datagram, 1, datagram.length - 1, UTF_8));
        }
        String name = new String(datagram, 0, separator, UTF_8);
        return new Datagram.Message(TaskMsg.of(name, Arrays.copyOfRange(datagram, separator + 1, datagram.length)));
    }

    private static Datagram decodeControl(String text) {
        String[] parts = text.split("\\^", 3);
        if (parts.length != 3 || !parts[0].equals(END) || parts[2].isEmpty()) {
            return new Datagram.Unreadable("unknown control word: lengthBytes=" + text.length());
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
