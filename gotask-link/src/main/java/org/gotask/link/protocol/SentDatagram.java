package org.gotask.link.protocol;

import java.util.List;

/** A datagram that is not acknowledged yet; its state changes with each transmission. Not thread-safe. */
final class SentDatagram {

    final long sequence;
    final byte[] bytes;
    final int framesAt;

    /** The number of small datagrams under way is limited, so that later frames are packed together. */
    final boolean small;

    /** The streams whose last frame it carries. */
    final List<SendStream> ending;

    long transmission;
    long sentNanos;
    boolean lost;
    boolean acknowledged;

    SentDatagram(long sequence, byte[] bytes, int framesAt, boolean small, List<SendStream> ending) {
        this.sequence = sequence;
        this.bytes = bytes;
        this.framesAt = framesAt;
        this.small = small;
        this.ending = ending;
    }

    boolean isUnderWay() {
        return !lost && !acknowledged;
    }
}
