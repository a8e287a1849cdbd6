package org.gotask.link;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * What the other end of a link understands. The executor announces it with the first word it says about a task, so that
 * our schedulers and executors can be mixed with those of mesosgot.
 */
public enum Dialect {

    /** One datagram is the task's name, {@code ^} and the data; there is nothing else. Announced by silence. */
    MESOSGOT(""),

    /** As in mesosgot, and the end of each channel is told, with the number of messages before it. */
    PLAIN("gotask-link/plain-1"),

    /** Datagrams that are numbered, acknowledged and repeated: the strong link. */
    STRONG("gotask-link/strong-1");

    private final String announcement;

    Dialect(String announcement) {
        this.announcement = announcement;
    }

    /** How this dialect is announced to the other end. */
    public byte[] announcement() {
        return announcement.getBytes(US_ASCII);
    }

    /** The dialect so announced; {@link #MESOSGOT} for anything unknown, for everyone understands that. */
    public static Dialect announcedBy(byte[] announcement) {
        return Arrays.stream(values())
                .filter(dialect -> Arrays.equals(dialect.announcement(), announcement))
                .findFirst()
                .orElse(MESOSGOT);
    }
}
