package org.gotask.link;

/** The two directions of one task on a {@link PlainLink}. */
final class PlainLinkChannel implements LinkChannel {

    private final OutboundPump outbound;
    private final InboundQueue inbound;
    private final Runnable onForget;

    PlainLinkChannel(OutboundPump outbound, InboundQueue inbound, Runnable onForget) {
        this.outbound = outbound;
        this.inbound = inbound;
        this.onForget = onForget;
    }

    InboundQueue inbound() {
        return inbound;
    }

    @Override
    public void start(Dialect peer) {
        outbound.start(peer);
    }

    @Override
    public void awaitSent() throws InterruptedException {
        outbound.awaitSent();
    }

    @Override
    public void forget() {
        onForget.run();
        outbound.stop();
        inbound.stop();
    }
}
