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
 * <p>It consists of two parts. The smaller one is for claims that fit into it. The larger one has the size of the
 * largest message; it is for claims that do not fit into the smaller part, and for others as long as no such claim
 * waits. Thus a stream of middle-sized messages cannot keep a large one waiting for ever, nor does a large one keep the
 * others waiting. Claims of either kind are granted in the order of their requests.
 *
 * <p>The lock is a flag on which threads spin: some threads hold the lock of a channel, and must not park. It is held
 * for a few instructions for each claim, and never while a callback runs.
 */
public final class Reserve {

    private final AtomicBoolean locked = new AtomicBoolean();

    // guarded by locked
    private final long smallPart;
    private final SequencedSet<Claim> smallQueue = new LinkedHashSet<>(); // a claim is cancelled in constant time
    private final SequencedSet<Claim> largeQueue = new LinkedHashSet<>();
    private long largePart;
    private long usedOfSmallPart;
    private long usedOfLargePart;

    Reserve(long bytes) {
        this.smallPart = bytes;
    }

    /** Makes the larger part at least this large. */
    void carry(long bytes) {
        List<Claim> granted;
        lock();
        try {
            largePart = Math.max(largePart, bytes);
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
            return queueOf(claim).isEmpty() && grant(claim) ? claim : null;
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
            SequencedSet<Claim> queue = queueOf(claim);
            if (!queue.isEmpty() || !grant(claim)) {
                queue.addLast(claim);
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
                case WAITING -> queueOf(claim).remove(claim);
                case GRANTED -> {
                    if (claim.inLargePart) {
                        usedOfLargePart -= claim.bytes;
                    } else {
                        usedOfSmallPart -= claim.bytes;
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
            return usedOfSmallPart + usedOfLargePart;
        } finally {
            unlock();
        }
    }

    private SequencedSet<Claim> queueOf(Claim claim) {
        return isLarge(claim) ? largeQueue : smallQueue;
    }

    private boolean isLarge(Claim claim) {
        return claim.bytes > smallPart;
    }

    private boolean grant(Claim claim) {
        if (!isLarge(claim) && usedOfSmallPart + claim.bytes <= smallPart) {
            usedOfSmallPart += claim.bytes;
        } else if (usedOfLargePart + claim.bytes <= largePart && (isLarge(claim) || largeQueue.isEmpty())) {
            usedOfLargePart += claim.bytes;
            claim.inLargePart = true;
        } else {
            return false;
        }
        claim.state = Claim.State.GRANTED;
        return true;
    }

    private List<Claim> grantWaiting() {
        if (largeQueue.isEmpty() && smallQueue.isEmpty()) {
            return List.of();
        }
        List<Claim> granted = new ArrayList<>();
        grantFirst(largeQueue, granted);
        grantFirst(smallQueue, granted);
        return granted;
    }

    private void grantFirst(SequencedSet<Claim> queue, List<Claim> granted) {
        while (!queue.isEmpty() && grant(queue.getFirst())) {
            granted.add(queue.removeFirst());
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
