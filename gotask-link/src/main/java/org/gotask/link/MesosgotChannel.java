package org.gotask.link;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;

/** The two directions of one task on a {@link MesosgotLink}. Thread-safe. */
final class MesosgotChannel implements LinkChannel {

    private final OutboundPump outbound;
    private final InboundQueue inbound;
    private final Consumer<MesosgotChannel> onAbandon;

    MesosgotChannel(OutboundPump outbound, InboundQueue inbound, Consumer<MesosgotChannel> onAbandon) {
        this.outbound = outbound;
        this.inbound = inbound;
        this.onAbandon = onAbandon;
    }

    InboundQueue inbound() {
        return inbound;
    }

    @Override
    public void start(byte[] announcement) {
        Objects.requireNonNull(announcement, "announcement");
        // a peer with any other announcement is a program of mesosgot, or can at least read its format
        outbound.start(Arrays.equals(announcement, LinkKind.MESOSGOT.announcement()));
    }

    @Override
    public boolean peerSignalsEnd() {
        return outbound.peerSignalsEnd();
    }

    @Override
    public void awaitSent() throws InterruptedException {
        outbound.awaitSent();
    }

    @Override
    public void taken(int sizeBytes) {
        inbound.taken(sizeBytes);
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
    public void abandon() {
        onAbandon.accept(this);
        outbound.stop();
        inbound.stop();
    }
}
