package org.gotask.link.protocol;

import org.gotask.link.wire.DatagramHeader;

/**
 * Introduces the two ends of a link to each other. Each end draws an epoch, a random number, when it is opened. A hello
 * carries the epoch of its sender, and the answer both. A datagram addressed to this end's epoch comes from an end that
 * has received its hello, and is therefore alive; if it is not the known peer, it has replaced it. Not thread-safe.
 */
final class Handshake {

    /** The sender of a datagram. */
    enum Sender {
        /** The other end of this link. */
        PEER,
        /** An end that does not know this epoch yet, and gets an answer. */
        GREETING,
        /** An end that addresses another epoch. */
        STRANGER,
        /** A new end in the place of the peer. */
        REPLACEMENT
    }

    /** The epoch of an end that is not known yet. */
    static final long UNKNOWN = 0;

    private static final long FIRST_DELAY_NANOS = 100_000_000;

    private final long epoch;
    private final long maxDelayNanos;
    private long peerEpoch = UNKNOWN;
    private long greetedBy = UNKNOWN;
    private long sinceNanos = LinkEngine.NEVER;
    private long helloAtNanos;
    private long delayNanos = FIRST_DELAY_NANOS;

    /** @param maxDelayNanos the longest time between two hellos, which doubles from 100 ms on */
    Handshake(long epoch, long maxDelayNanos) {
        if (epoch == UNKNOWN) {
            throw new IllegalArgumentException("epoch is 0; draw another");
        }
        this.epoch = epoch;
        this.maxDelayNanos = maxDelayNanos;
    }

    long epoch() {
        return epoch;
    }

    long peerEpoch() {
        return peerEpoch;
    }

    boolean isComplete() {
        return peerEpoch != UNKNOWN;
    }

    /** Identifies the sender of a datagram. */
    Sender identify(DatagramHeader header) {
        if (header.to() == UNKNOWN && header.sequence() == 0) {
            greetedBy = header.from();
            return Sender.GREETING;
        }
        if (header.to() != epoch) {
            return Sender.STRANGER;
        }
        if (!isComplete()) {
            peerEpoch = header.from();
        }
        return peerEpoch == header.from() ? Sender.PEER : Sender.REPLACEMENT;
    }

    /** Whether a greeting waits for its answer. */
    boolean isAnswerDue() {
        return greetedBy != UNKNOWN;
    }

    /** The epoch to answer to; the answer is no longer due. */
    long takeGreeting() {
        long greeting = greetedBy;
        greetedBy = UNKNOWN;
        return greeting;
    }

    /** Whether a hello is due; if so, the caller must send it. */
    boolean takeHello(long now) {
        sinceNanos = Math.min(sinceNanos, now);
        if (now < helloAtNanos) {
            return false;
        }
        helloAtNanos = now + delayNanos;
        delayNanos = Math.min(2 * delayNanos, maxDelayNanos);
        return true;
    }

    /** When the next hello is due. */
    long helloAtNanos() {
        return helloAtNanos;
    }

    /** When the first hello was due; {@link LinkEngine#NEVER} before. */
    long sinceNanos() {
        return sinceNanos;
    }
}
