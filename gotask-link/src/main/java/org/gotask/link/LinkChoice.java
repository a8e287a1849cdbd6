package org.gotask.link;

/** A kind of link with its settings. Immutable. */
public sealed interface LinkChoice {

    /** The strong link. */
    record Strong(LinkSettings settings) implements LinkChoice {
        @Override
        public LinkKind kind() {
            return LinkKind.STRONG;
        }

        @Override
        public Link newLink(String peerName, DatagramPort port, LinkListener listener) {
            return new StrongLink(peerName, port, listener, settings);
        }
    }

    /**
     * The plain link.
     *
     * @param maxWaitingBytes how many bytes of received messages may wait to be read before the link fails
     */
    record Plain(long maxWaitingBytes) implements LinkChoice {
        @Override
        public LinkKind kind() {
            return LinkKind.PLAIN;
        }

        @Override
        public Link newLink(String peerName, DatagramPort port, LinkListener listener) {
            return new PlainLink(peerName, port, listener, maxWaitingBytes);
        }
    }

    /** Which kind. */
    LinkKind kind();

    /**
     * One end of such a link; opens nothing yet.
     *
     * @param peerName names the other end in messages, for example {@code executor-0 on agent host7}
     */
    Link newLink(String peerName, DatagramPort port, LinkListener listener);
}
