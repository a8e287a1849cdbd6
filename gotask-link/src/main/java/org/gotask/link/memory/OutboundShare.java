package org.gotask.link.memory;

import java.util.concurrent.atomic.AtomicBoolean;
import org.gotask.TaskMsg;
import org.gotask.channel.internal.Gate;
import org.jspecify.annotations.Nullable;

/**
 * Admits the messages of one outbound channel: those that fit into its share, and one at a time that needs the reserve.
 *
 * <p>The methods of the gate are called under the lock of the channel, {@link #sent} by one thread at a time. Messages
 * leave in the order in which they came, so that two running totals, each written by one side, describe the contents of
 * the channel, and the total at which its message in the reserve ends identifies that message. A message that fits into
 * the share costs an addition and a comparison.
 */
final class OutboundShare implements Gate<TaskMsg> {

    /**
     * A granted claim in use.
     *
     * @param bytes what its message needs of it: less than the cost of the message, so that the messages after it fit
     *     into the share once it has been sent. The claim may be larger, if the sender that requested it gave up.
     * @param until the total of admitted bytes at which its message ends
     */
    private record Lent(Claim claim, long bytes, long until) {}

    private final DirectionMemory memory;
    private final Runnable admitWaiting;
    private final AtomicBoolean freed = new AtomicBoolean();

    // guarded by the lock of the channel
    private long admitted;
    private long knownSent;

    /** The claim that waits for memory. Written under the lock of the channel. */
    private volatile @Nullable Claim awaited;

    /** The claim in use, if any. Set under the lock of the channel, and cleared by {@link #sent}. */
    private volatile @Nullable Lent lent;

    private volatile long sent;
    private volatile boolean senderWaits;

    /** @param admitWaiting calls {@link org.gotask.channel.internal.GatedChannels#admitWaiting} for the channel */
    OutboundShare(DirectionMemory memory, Runnable admitWaiting) {
        this.memory = memory;
        this.admitWaiting = admitWaiting;
        memory.opened();
    }

    @Override
    public boolean admit(TaskMsg message) {
        long cost = MessageMemory.cost(message);
        if (admitted - knownSent + cost <= memory.share()) {
            admitted += cost;
            return true;
        }
        return admitSlowly(cost);
    }

    private boolean admitSlowly(long cost) {
        knownSent = sent;
        Lent present = lent;
        long left = memory.share() + (present == null ? 0 : present.bytes()) - (admitted - knownSent);
        if (cost <= left) {
            admitted += cost;
            return true;
        }
        if (present != null || left <= 0) {
            return false;
        }
        long missing = cost - left;
        Claim claim = takeAwaited(missing);
        if (claim == null && awaited == null) {
            claim = memory.reserve().tryClaim(missing);
        }
        if (claim == null) {
            return false;
        }
        admitted += cost;
        lent = new Lent(claim, missing, admitted);
        return true;
    }

    /** The claim that waited, if it was granted and suffices. */
    private @Nullable Claim takeAwaited(long bytes) {
        Claim claim = awaited;
        if (claim == null || !claim.isGranted() || claim.bytes < bytes) {
            return null;
        }
        awaited = null;
        return claim;
    }

    @Override
    public boolean admitOrAwait(TaskMsg message) {
        long cost = MessageMemory.cost(message);
        senderWaits = true; // before the total of the link is read: at least one side sees the other's write
        while (!admit(message)) {
            long missing = cost - (memory.share() - (admitted - knownSent));
            if (lent != null || missing >= cost) {
                return false; // until a message of this channel has been sent
            }
            Claim claim = awaited;
            if (claim != null && claim.bytes >= missing) {
                return false; // until it is granted
            }
            cancelAwaited();
            claim = memory.reserve().await(missing, granted -> admitWaiting.run());
            awaited = claim;
            if (!claim.isGranted()) {
                return false;
            }
        }
        senderWaits = false;
        cancelAwaited(); // enough has been sent meanwhile
        return true;
    }

    @Override
    public void withdraw(TaskMsg message) {
        Lent present = lent;
        if (present != null && present.until() == admitted) {
            lent = null;
            releaseSoon(present.claim());
        }
        admitted -= MessageMemory.cost(message);
    }

    @Override
    public void noneWaits() {
        senderWaits = false;
        cancelAwaited();
    }

    private void cancelAwaited() {
        Claim claim = awaited;
        if (claim != null) {
            awaited = null;
            releaseSoon(claim);
        }
    }

    /**
     * Releases a claim in another thread, because that may admit messages to other channels, under their locks. Happens
     * only when a sender gives up, or no longer needs the memory that it has requested.
     */
    private void releaseSoon(Claim claim) {
        Thread.ofVirtual().name("link-memory").start(() -> memory.reserve().release(claim));
    }

    /**
     * The link has sent messages of this total cost. Called by one thread at a time, without the lock of the channel.
     */
    void sent(long cost) {
        long total = sent + cost;
        Lent present = lent;
        Lent spent = present != null && total >= present.until() ? present : null;
        if (spent != null) {
            lent = null; // before the total: no sender may count this memory beside a total that includes its message
        }
        sent = total;
        if (spent != null) {
            memory.reserve().release(spent.claim());
        }
        if (senderWaits) {
            senderWaits = false;
            admitWaiting.run();
        }
    }

    /** The closed channel needs no memory any more. Freeing again has no effect. */
    void free() {
        if (freed.compareAndSet(false, true)) {
            memory.closed();
            Lent present = lent;
            if (present != null) {
                memory.reserve().release(present.claim());
            }
            Claim claim = awaited;
            if (claim != null) {
                memory.reserve().release(claim);
            }
        }
    }
}
