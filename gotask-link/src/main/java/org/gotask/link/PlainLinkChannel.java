package org.gotask.link;

import java.util.function.Consumer;

/** The two directions of one task on a {@link PlainLink}. */
final class PlainLinkChannel implements LinkChannel {

    private final OutboundPump outbound;
    private final InboundQueue inbound;
    private final Consumer<PlainLinkChannel> onForget;

    PlainLinkChannel(OutboundPump outbound, InboundQueue inbound, Consumer<PlainLinkChannel> onForget) {
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
    public boolean hasArrived() {
        return inbound.hasArrived();
    }

    @Override
    public void endInbound() {
        inbound.endNow();
    }

    @Override
    public void forget() {
        onForget.accept(this);
        outbound.stop();
        inbound.stop();
    }
}
