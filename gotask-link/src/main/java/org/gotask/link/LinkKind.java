package org.gotask.link;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kinds of links. The scheduler chooses one for a run; each executor announces its own with the first status of a
 * task, so that schedulers and executors can be mixed with those of mesosgot, which announce nothing.
 */
public enum LinkKind {

    /** Exactly once, in order, with credit for each channel: datagrams are numbered, acknowledged and repeated. */
    RELIABLE("strong", 64 << 20, 2),

    /**
     * Each message as one datagram in mesosgot's format; the end of a channel is signalled unless the peer is
     * mesosgot's.
     */
    MESOSGOT("plain", 8 << 20, 1); // a size that every Mesos agent forwards in one piece

    private final String formerWord;
    private final int maxMessageBytes;

    /** The version of its protocol, which both ends must have. */
    private final int version;

    LinkKind(String formerWord, int maxMessageBytes, int version) {
        this.formerWord = formerWord;
        this.maxMessageBytes = maxMessageBytes;
        this.version = version;
    }

    /**
     * Parses the name of a kind, in upper or lower case; the names of former versions are accepted.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public static LinkKind parse(String word) {
        String lowerCase = Objects.requireNonNull(word, "word").strip().toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(kind -> kind.word().equals(lowerCase) || kind.formerWord.equals(lowerCase))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected reliable or mesosgot"));
    }

    /** The name of this kind: {@code reliable} or {@code mesosgot}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The default of {@link LinkConfig#maxMessageBytes}. */
    int defaultMaxMessageBytes() {
        return maxMessageBytes;
    }

    /** The bytes that announce this kind to a peer. */
    public byte[] announcement() {
        return ("gotask-link/" + word() + "-" + version).getBytes(US_ASCII);
    }

    /** The kind that a peer has announced; empty for mesosgot's programs and for unknown kinds. */
    static Optional<LinkKind> announcedBy(byte[] announcement) {
        return Stream.of(values())
                .filter(kind -> Arrays.equals(kind.announcement(), announcement))
                .findFirst();
    }
}
