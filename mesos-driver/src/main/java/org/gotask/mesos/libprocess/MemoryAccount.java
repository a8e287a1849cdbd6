package org.gotask.mesos.libprocess;

import java.time.Duration;

/**
 * What one connection holds of the {@link InboundMemory}. The connection begins as a stranger's. Small amounts are settled
 * with the memory in pieces, so that a message costs no lock. Confined to one thread.
 */
final class MemoryAccount implements AutoCloseable {

    private static final int PIECE_BYTES = 4 * 1024;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final InboundMemory memory;
    private boolean stranger = true;
    private long used;
    private long taken;

    MemoryAccount(InboundMemory memory) {
        this.memory = memory;
    }

    boolean isStranger() {
        return stranger;
    }

    /** Counts as a peer's from now on. */
    void becomePeer() {
        if (stranger) {
            stranger = false;
            memory.strangerBecomesPeer(taken);
        }
    }

    /**
     * Uses more; a peer waits for it, at most half a minute.
     *
     * @throws MalformedRequestException with status 503 if there is not so much
     */
    void use(long bytes) throws MalformedRequestException {
        long missing = missing(bytes);
        if (missing > 0) {
            if (!take(missing)) {
                throw new MalformedRequestException(
                        503,
                        stranger
                                ? "too much arrives from strangers at the same time"
                                : "too much arrives at the same time; give the process more memory");
            }
            taken += missing;
        }
        used += bytes;
    }

    /** Uses more if that needs no waiting; tells whether it does. */
    boolean tryUse(long bytes) {
        long missing = missing(bytes);
        if (missing > 0) {
            if (!(stranger ? memory.takeForStranger(missing) : memory.tryTakeForPeer(missing))) {
                return false;
            }
            taken += missing;
        }
        used += bytes;
        return true;
    }

    private boolean take(long missing) throws MalformedRequestException {
        if (stranger) {
            return memory.takeForStranger(missing);
        }
        try {
            return memory.takeForPeer(this, missing, LONGEST_WAIT.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MalformedRequestException(503, "the messenger closes");
        }
    }

    private long missing(long bytes) {
        return used + bytes <= taken ? 0 : inPieces(used + bytes) - taken;
    }

    /** Uses less; given back by {@link #settle}. */
    void release(long bytes) {
        used -= bytes;
    }

    /** Gives back what is not used any more. */
    void settle() {
        long needed = inPieces(used);
        if (needed < taken) {
            memory.giveBack(stranger, taken - needed);
            taken = needed;
        }
    }

    /** Gives everything back. */
    @Override
    public void close() {
        used = 0;
        settle();
    }

    private static long inPieces(long bytes) {
        return (bytes + PIECE_BYTES - 1) / PIECE_BYTES * PIECE_BYTES;
    }
}
