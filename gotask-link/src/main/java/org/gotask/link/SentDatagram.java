package org.gotask.link;

import java.util.List;

/** A datagram that is not acknowledged yet; changes with each transmission. */
final class SentDatagram {

    final long sequence;
    final byte[] bytes;
    final int framesAt;

    /** Small ones are limited in number, so that what comes while they are under way is packed together. */
    final boolean small;

    /** The streams whose last frame is in it. */
    final List<OutStream> ending;

    long transmission;
    long sentNanos;
    boolean lost;
    boolean acknowledged;

    SentDatagram(long sequence, byte[] bytes, int framesAt, boolean small, List<OutStream> ending) {
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
