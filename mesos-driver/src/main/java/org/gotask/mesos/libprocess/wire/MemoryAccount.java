package org.gotask.mesos.libprocess.wire;

import java.time.Duration;

/**
 * The share of one connection in the {@link InboundMemory}. It begins as a stranger's. Memory is taken in pieces of 4
 * KiB, so that small messages need no lock. Confined to one thread.
 */
public final class MemoryAccount implements AutoCloseable {

    private static final int PIECE_BYTES = 4 * 1024;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final InboundMemory memory;
    private boolean stranger = true;
    private long used;
    private long taken;

    public MemoryAccount(InboundMemory memory) {
        this.memory = memory;
    }

    boolean isStranger() {
        return stranger;
    }

    /** Makes this a peer's account. */
    public void becomePeer() {
        if (stranger) {
            stranger = false;
            memory.strangerBecomesPeer(taken);
        }
    }

    /**
     * Uses memory; a peer waits for it, at most half a minute.
     *
     * @throws MalformedRequestException with status 503 if not enough is available
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

    /** Uses memory if it is available immediately; false if it is not. */
    public boolean tryUse(long bytes) {
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

    /** Stops using memory, which {@link #settle} returns. */
    public void release(long bytes) {
        used -= bytes;
    }

    /** Returns unused memory. */
    public void settle() {
        long needed = inPieces(used);
        if (needed < taken) {
            memory.giveBack(stranger, taken - needed);
            taken = needed;
        }
    }

    /** Returns all memory. */
    @Override
    public void close() {
        used = 0;
        settle();
    }

    private static long inPieces(long bytes) {
        return (bytes + PIECE_BYTES - 1) / PIECE_BYTES * PIECE_BYTES;
    }
}
