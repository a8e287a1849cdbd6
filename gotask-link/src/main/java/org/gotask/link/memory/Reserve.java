package org.gotask.link.memory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The memory for messages that exceed their channel's share. Thread-safe, and never blocks.
 *
 * <p>It consists of two rooms. The smaller one is for claims that fit into it. The larger one has the size of the
 * largest message; it is for claims that do not fit into the smaller room, and for others as long as none of the former
 * waits. Thus a stream of middle-sized messages cannot keep a large one waiting for ever, nor does a large one keep the
 * others waiting. Claims of either kind are granted in the order of their requests.
 *
 * <p>The lock is a flag on which threads spin: some threads hold the lock of a channel, and must not park. It is held
 * for a few instructions for each claim, and never while a callback runs.
 */
public final class Reserve {

    private final AtomicBoolean locked = new AtomicBoolean();

    // guarded by locked
    private final long roomForSmall;
    private final SequencedSet<Claim> smallLine = new LinkedHashSet<>(); // a claim is cancelled in constant time
    private final SequencedSet<Claim> largeLine = new LinkedHashSet<>();
    private long roomForLarge;
    private long usedBySmall;
    private long usedInRoomForLarge;

    Reserve(long bytes) {
        this.roomForSmall = bytes;
    }

    /** Makes the larger room at least this large. */
    void carry(long bytes) {
        List<Claim> granted;
        lock();
        try {
            roomForLarge = Math.max(roomForLarge, bytes);
            granted = grantWaiting();
        } finally {
            unlock();
        }
        report(granted);
    }

    /** Claims memory; null if it is not available, or others wait for it. */
    @Nullable
    Claim tryClaim(long bytes) {
        Claim claim = new Claim(bytes, null);
        lock();
        try {
            return lineOf(claim).isEmpty() && grant(claim) ? claim : null;
        } finally {
            unlock();
        }
    }

    /**
     * Claims memory, and waits for it if necessary; the thread does not.
     *
     * @param bytes at most the size of the largest message that {@link MessageMemory#carry} has announced
     * @param onGranted is called once if the memory was not granted on return, by the thread that makes it available
     * @return the claim, which may be granted already; to be released in any case
     */
    public Claim await(long bytes, Consumer<Claim> onGranted) {
        Claim claim = new Claim(bytes, Objects.requireNonNull(onGranted, "onGranted"));
        lock();
        try {
            SequencedSet<Claim> line = lineOf(claim);
            if (!line.isEmpty() || !grant(claim)) {
                line.addLast(claim);
            }
        } finally {
            unlock();
        }
        return claim;
    }

    /**
     * Gives the memory of a claim back, or cancels it. A second release has no effect. Runs the callbacks of others.
     */
    public void release(Claim claim) {
        Objects.requireNonNull(claim, "claim");
        List<Claim> granted;
        lock();
        try {
            switch (claim.state) {
                case WAITING -> lineOf(claim).remove(claim);
                case GRANTED -> {
                    if (claim.inRoomForLarge) {
                        usedInRoomForLarge -= claim.bytes;
                    } else {
                        usedBySmall -= claim.bytes;
                    }
                }
                case OVER -> {}
            }
            claim.state = Claim.State.OVER;
            granted = grantWaiting();
        } finally {
            unlock();
        }
        report(granted);
    }

    /** The memory in use, in bytes. */
    long usedBytes() {
        lock();
        try {
            return usedBySmall + usedInRoomForLarge;
        } finally {
            unlock();
        }
    }

    private SequencedSet<Claim> lineOf(Claim claim) {
        return isLarge(claim) ? largeLine : smallLine;
    }

    private boolean isLarge(Claim claim) {
        return claim.bytes > roomForSmall;
    }

    private boolean grant(Claim claim) {
        if (!isLarge(claim) && usedBySmall + claim.bytes <= roomForSmall) {
            usedBySmall += claim.bytes;
        } else if (usedInRoomForLarge + claim.bytes <= roomForLarge && (isLarge(claim) || largeLine.isEmpty())) {
            usedInRoomForLarge += claim.bytes;
            claim.inRoomForLarge = true;
        } else {
            return false;
        }
        claim.state = Claim.State.GRANTED;
        return true;
    }

    private List<Claim> grantWaiting() {
        if (largeLine.isEmpty() && smallLine.isEmpty()) {
            return List.of();
        }
        List<Claim> granted = new ArrayList<>();
        grantFirst(largeLine, granted);
        grantFirst(smallLine, granted);
        return granted;
    }

    private void grantFirst(SequencedSet<Claim> line, List<Claim> granted) {
        while (!line.isEmpty() && grant(line.getFirst())) {
            granted.add(line.removeFirst());
        }
    }

    private static void report(List<Claim> granted) {
        for (Claim claim : granted) {
            Consumer<Claim> onGranted = claim.onGranted;
            if (onGranted != null) {
                onGranted.accept(claim);
            }
        }
    }

    private void lock() {
        while (locked.get() || !locked.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
    }

    private void unlock() {
        locked.set(false);
    }
}
