package org.gotask.link.memory;

import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.link.protocol.LinkSettings;

/**
 * The memory for the messages of one direction, of all channels together. Thread-safe.
 *
 * <p>Half of it is divided into equal {@link #share shares}, one for each channel. Within its share a channel depends
 * on no other. A message that exceeds the rest of the share takes what is missing from the {@link #reserve}, to which
 * the other half and the size of the largest message belong. A channel has at most one message in the reserve.
 * Therefore a reader that does not read occupies the share of its channel and one message in the reserve; and only a
 * message that needs the reserve can wait for a message of another channel.
 */
public final class DirectionMemory {

    /** The share of a channel even if there are very many, as large as the memory of an idle task. */
    private static final long SMALLEST_SHARE_BYTES = LinkSettings.FIRST_CREDIT_BYTES;

    /** A larger share does not make a link faster. */
    private static final long LARGEST_SHARE_BYTES = 2 << 20;

    private final long sharedBytes;
    private final Reserve reserve;
    private final AtomicInteger channels = new AtomicInteger();
    private volatile long share;

    DirectionMemory(long bytes) {
        this.sharedBytes = bytes / 2;
        this.reserve = new Reserve(bytes - sharedBytes);
        divide();
    }

    static long cost(int sizeBytes) {
        return LinkSettings.cost(sizeBytes);
    }

    void carry(int maxMessageBytes) {
        reserve.carry(cost(maxMessageBytes));
    }

    /** The present share of each channel in bytes: from 8 KiB to 2 MiB, depending on their number. */
    public long share() {
        return share;
    }

    /** The memory for messages that exceed their channel's share. */
    public Reserve reserve() {
        return reserve;
    }

    /** A channel is opened, and has a share from now on. */
    public void opened() {
        channels.incrementAndGet();
        divide();
    }

    /** A channel is closed. */
    public void closed() {
        channels.decrementAndGet();
        divide();
    }

    private void divide() {
        int counted;
        do {
            counted = channels.get();
            share = Math.clamp(sharedBytes / Math.max(1, counted), SMALLEST_SHARE_BYTES, LARGEST_SHARE_BYTES);
        } while (counted != channels.get()); // another thread may have written the share of a newer count before
    }
}
