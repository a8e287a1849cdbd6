package org.gotask.link;

/** The links there are to choose from. */
public enum LinkKind {
    /** Exactly once, in order, with credit: {@link StrongLink}. */
    STRONG(Dialect.STRONG, MessageLimit.STRONG.maxBytes()),
    /** Each message as one datagram, in mesosgot's format: {@link PlainLink}. */
    PLAIN(Dialect.PLAIN, MessageLimit.PLAIN.maxBytes());

    private final Dialect dialect;
    private final int maxMessageBytes;

    LinkKind(Dialect dialect, int maxMessageBytes) {
        this.dialect = dialect;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** What such a link speaks. */
    public Dialect dialect() {
        return dialect;
    }

    /** The largest message, unless said otherwise. */
    public MessageLimit messageLimit() {
        return new MessageLimit(maxMessageBytes);
    }
}
