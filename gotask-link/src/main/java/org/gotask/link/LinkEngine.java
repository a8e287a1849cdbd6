package org.gotask.link;

import java.util.ArrayList;
import java.util.List;
import org.gotask.TaskMsg;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of the strong link: turns messages into datagrams that may be lost, doubled, delayed and reordered, and back
 * into the same messages, exactly once and in order. A pure state machine without threads and clock: time is what it is
 * told, in nanoseconds from 0 on. For one thread at a time.
 *
 * <p><b>Epochs.</b> Each end draws a random number when it begins. Nothing but a hello is sent to an end whose number is
 * not known, and nothing is accepted that does not name our own: what an earlier end sent, or what was meant for one, is
 * nothing to this one. Who knows our number has heard us, so it lives; when that is a second one, the first has been
 * replaced, its streams are lost, and the link breaks.
 *
 * <p><b>Order.</b> Datagrams with frames are numbered, kept until they are acknowledged and sent again when they are lost
 * ({@link SendWindow}); the other end takes their frames in the order of the numbers ({@link ReceiveWindow}).
 *
 * <p><b>Packing.</b> A datagram is sent at once while few small ones are under way; then frames wait until there are
 * enough for a full one, or an acknowledgement comes. {@link SendTurns} says whose.
 *
 * <p><b>Progress.</b> Credit is granted by numbered frames and so is never lost. A link that has something under way, none
 * of which is acknowledged for the time limit, breaks.
 */
final class LinkEngine {

    static final long NEVER = Long.MAX_VALUE;

    /** So many small datagrams may be under way; what comes then is packed together. */
    private static final int MAX_SMALL = 2;

    private static final long FIRST_HELLO_NANOS = 100_000_000;

    private final String peerName;
    private final long epoch;
    private final LinkSettings settings;
    private final EngineEvents events;
    private final long ackDelayNanos;
    private final long maxRetransmitNanos;
    private final RoundTrip roundTrip;
    private final Congestion congestion;
    private final SendWindow sent;
    private final ReceiveWindow received;
    private final SendTurns turns;
    private final FrameReceiver frames;
    private final EngineCounters counters = new EngineCounters();

    private long peerEpoch;
    private long helloReplyTo;
    private long helloAtNanos;
    private long helloDelayNanos = FIRST_HELLO_NANOS;
    private long helloSinceNanos = NEVER;
    private long ackAtNanos = NEVER;
    private long bytesSinceAckWanted;
    private boolean broken;

    /**
     * Sends nothing yet.
     *
     * @param peerName names the other end in messages
     * @param epoch random, not 0
     */
    LinkEngine(String peerName, long epoch, LinkSettings settings, EngineEvents events) {
        if (epoch == 0) {
            throw new IllegalArgumentException("epoch is 0; draw another");
        }
        this.peerName = peerName;
        this.epoch = epoch;
        this.settings = settings;
        this.events = events;
        this.ackDelayNanos = settings.ackDelay().toNanos();
        this.maxRetransmitNanos = settings.maxRetransmit().toNanos();
        this.roundTrip = new RoundTrip(settings.minRetransmit().toNanos(), maxRetransmitNanos);
        this.congestion = new Congestion(settings.datagramBytes(), settings.windowBytes());
        this.sent = new SendWindow(roundTrip, congestion, this::settled);
        // the other end counts in the same way, but may exceed its window by the last datagram, and have a larger one
        this.received = new ReceiveWindow(2L * settings.windowBytes());
        this.turns = new SendTurns(settings.datagramBytes());
        this.frames = new FrameReceiver(
                settings, turns, events, what -> breakDown("the other end breaks the protocol: " + what));
    }

    // the user's side

    /** A new stream to the other end for this task; told to it at the first opportunity. */
    OutStream open(String taskName) {
        OutStream stream = turns.open(taskName);
        turns.ready(stream);
        return stream;
    }

    /** Whether the stream takes a message; if not, {@link EngineEvents#room} will tell. */
    boolean hasRoom(OutStream stream) {
        boolean room = stream.queuedCost() < settings.queueBytes();
        stream.awaitsRoom = !room;
        return room;
    }

    void offer(OutStream stream, TaskMsg message) {
        stream.add(message);
        turns.ready(stream);
    }

    /** All was offered: the other end is told so after it. */
    void end(OutStream stream) {
        stream.end();
        turns.ready(stream);
    }

    /** Gives the stream up; what waits is dropped. */
    void fail(OutStream stream) {
        stream.fail();
        turns.ready(stream);
    }

    /** The reader has taken messages of this {@link LinkSettings#cost}. */
    void taken(InStream stream, long cost) {
        frames.taken(stream, cost);
    }

    /** Nobody reads this stream any more: what comes counts as taken, and so does what has come. */
    void discard(InStream stream) {
        if (!stream.isDiscarded()) {
            stream.discard();
            frames.taken(stream, stream.waitingCost() - stream.joiningCost());
        }
    }

    boolean isBroken() {
        return broken;
    }

    // the wire's side

    /** Takes a datagram, whatever it contains. */
    void receive(byte[] datagram, long now) {
        if (broken) {
            return;
        }
        counters.datagramsReceived++;
        counters.bytesReceived += datagram.length;
        DatagramReader reader = new DatagramReader(datagram);
        DatagramHeader header;
        int framesAt;
        try {
            header = reader.header();
            framesAt = reader.position();
            reader.frames(FrameHandler.IGNORE);
        } catch (MalformedDatagramException e) {
            counters.unreadable++;
            events.dropped("unreadable message: from=" + peerName + ", " + e.getMessage());
            return;
        }
        if (isForThisEnd(header) && peerIsTheSame(header)) {
            if (!sent.acknowledge(header.acknowledgement(), now)) {
                counters.unreadable++;
                events.dropped("unreadable message: from=" + peerName + ", it acknowledges what was never sent");
            } else if (header.sequence() > 0) {
                accept(header, new ReceiveWindow.Waiting(datagram, framesAt), now);
            }
        }
    }

    private boolean isForThisEnd(DatagramHeader header) {
        if (header.to() == 0 && header.sequence() == 0) {
            helloReplyTo = header.from();
            return false;
        }
        if (header.to() != epoch) {
            counters.strangers++;
            return false;
        }
        return true;
    }

    private boolean peerIsTheSame(DatagramHeader header) {
        if (peerEpoch == 0) {
            peerEpoch = header.from();
            return true;
        }
        if (peerEpoch != header.from()) {
            counters.strangers++;
            breakDown("it was restarted, and what was under way is lost");
            return false;
        }
        return true;
    }

    private void accept(DatagramHeader header, ReceiveWindow.Waiting datagram, long now) {
        boolean hadGap = received.hasGap();
        ReceiveWindow.Verdict verdict = received.arrived(header.sequence(), header.transmission(), datagram, now);
        switch (verdict) {
            case NEXT -> {
                for (ReceiveWindow.Waiting next = datagram; next != null && !broken; next = received.takeNext()) {
                    apply(next);
                }
            }
            case AHEAD -> counters.early++;
            case DUPLICATE -> counters.duplicates++;
            case BEYOND -> counters.beyond++;
        }
        boolean atOnce = header.acknowledgeNow() || hadGap || verdict != ReceiveWindow.Verdict.NEXT;
        ackAtNanos = Math.min(ackAtNanos, atOnce ? now : now + ackDelayNanos);
    }

    private void apply(ReceiveWindow.Waiting datagram) {
        try {
            new DatagramReader(datagram.datagram()).moveTo(datagram.framesAt()).frames(frames);
        } catch (MalformedDatagramException e) {
            throw new AssertionError("was read before", e);
        }
    }

    /** The next datagram to be sent now, or null if there is none; to be called until then. */
    byte @Nullable [] poll(long now) {
        if (broken || hasTimedOut(now)) {
            return null;
        }
        if (helloReplyTo != 0) {
            long to = helloReplyTo;
            helloReplyTo = 0;
            return control(to, now);
        }
        if (peerEpoch == 0) {
            return turns.isEmpty() ? null : hello(now);
        }
        if (now >= sent.lossAtNanos()) {
            sent.detectLosses(now);
        }
        SentDatagram again = toSendAgain(now);
        if (again != null) {
            return sendAgain(again, now);
        }
        if (maySendNew()) {
            return sendNew(now);
        }
        return now >= ackAtNanos ? control(peerEpoch, now) : null;
    }

    private boolean hasTimedOut(long now) {
        if (now < timeLimitNanos()) {
            return false;
        }
        breakDown("nothing was acknowledged for " + settings.timeLimit().toMillis() / 1000.0
                + " s though something was under way");
        return true;
    }

    private long timeLimitNanos() {
        long since = NEVER;
        if (peerEpoch == 0) {
            since = helloSinceNanos;
        } else if (!sent.isEmpty()) {
            since = sent.progressNanos();
        }
        return since == NEVER ? NEVER : since + settings.timeLimit().toNanos();
    }

    private byte @Nullable [] hello(long now) {
        if (helloSinceNanos == NEVER) {
            helloSinceNanos = now;
        }
        if (now < helloAtNanos) {
            return null;
        }
        helloAtNanos = now + helloDelayNanos;
        helloDelayNanos = Math.min(2 * helloDelayNanos, maxRetransmitNanos);
        return control(0, now);
    }

    /** A datagram without frames. */
    private byte[] control(long to, long now) {
        Acknowledgement told = Acknowledgement.NOTHING;
        if (to == peerEpoch) {
            ackAtNanos = NEVER;
            told = received.acknowledgement(now);
        }
        counters.controls++;
        return counted(new DatagramWriter(new DatagramHeader(epoch, to, false, 0, 0, told), 0).finish());
    }

    private @Nullable SentDatagram toSendAgain(long now) {
        if (sent.hasLost() && (sent.bytesUnderWay() == 0 || sent.bytesUnderWay() < congestion.windowBytes())) {
            return sent.nextLost();
        }
        if (now >= sent.probeAtNanos()) {
            roundTrip.timedOut();
            counters.timeouts++;
            return sent.oldest();
        }
        return null;
    }

    private byte[] sendAgain(SentDatagram datagram, long now) {
        int length = datagram.bytes.length - datagram.framesAt + WireFormat.MAX_HEADER_BYTES;
        DatagramWriter writer = new DatagramWriter(header(datagram.sequence, true, now), length);
        writer.frames(datagram.bytes, datagram.framesAt);
        sent.resent(datagram, now);
        counters.resent++;
        return counted(writer.finish());
    }

    private boolean maySendNew() {
        return !turns.isEmpty()
                && sent.bytesUnderWay() < congestion.windowBytes()
                && sent.bytesHeld() < settings.windowBytes()
                && (sent.smallUnderWay() < MAX_SMALL || isFull(turns.pendingBytes(settings.datagramBytes())));
    }

    private boolean isFull(long bytes) {
        return bytes >= settings.datagramBytes() / 2;
    }

    private byte[] sendNew(long now) {
        long pending = turns.pendingBytes(settings.datagramBytes());
        boolean small = !isFull(pending);
        boolean acknowledgeNow = (small && sent.smallUnderWay() >= MAX_SMALL / 2)
                || bytesSinceAckWanted + pending >= congestion.windowBytes() / 4;
        bytesSinceAckWanted = acknowledgeNow ? 0 : bytesSinceAckWanted + pending;
        long sequence = sent.nextSequence();
        int capacity = (int) Math.min(settings.datagramBytes(), pending + WireFormat.MAX_HEADER_BYTES);
        DatagramWriter writer = new DatagramWriter(header(sequence, acknowledgeNow, now), capacity);
        List<OutStream> ending = turns.fill(writer, this::tellRoom);
        byte[] datagram = writer.finish();
        sent.sent(new SentDatagram(sequence, datagram, writer.framesAt(), small, ending), now);
        return counted(datagram);
    }

    private DatagramHeader header(long sequence, boolean acknowledgeNow, long now) {
        ackAtNanos = NEVER;
        return new DatagramHeader(
                epoch, peerEpoch, acknowledgeNow, sequence, sent.nextTransmission(), received.acknowledgement(now));
    }

    private void tellRoom(OutStream stream) {
        if (stream.awaitsRoom && stream.queuedCost() <= settings.queueBytes() / 2) {
            stream.awaitsRoom = false;
            events.room(stream);
        }
    }

    private byte[] counted(byte[] datagram) {
        counters.datagramsSent++;
        counters.bytesSent += datagram.length;
        return datagram;
    }

    private void settled(SentDatagram datagram) {
        for (OutStream stream : datagram.ending) {
            turns.remove(stream);
            counters.messagesOfClosed += stream.messages();
            counters.contentOfClosed += stream.contentBytes();
            events.settled(stream);
        }
    }

    private void breakDown(String reason) {
        if (!broken) {
            broken = true;
            events.broken("link to " + peerName + " failed: " + reason + "; last acknowledged sequence="
                    + sent.acknowledgedThrough() + ", last received sequence=" + received.cumulative());
        }
    }

    /** When {@link #poll} is to be called again if nothing happens before; not after now if there is something to send. */
    long nextDeadline(long now) {
        if (broken) {
            return NEVER;
        }
        long deadline = Math.min(timeLimitNanos(), ackAtNanos);
        if (helloReplyTo != 0) {
            return now;
        }
        if (peerEpoch == 0) {
            return turns.isEmpty() ? deadline : Math.min(deadline, Math.max(now, helloAtNanos));
        }
        if (maySendNew() || (sent.hasLost() && sent.bytesUnderWay() < congestion.windowBytes())) {
            return now;
        }
        return Math.min(deadline, Math.min(sent.lossAtNanos(), sent.probeAtNanos()));
    }

    LinkStatistics statistics() {
        List<ChannelStatistics> channels = new ArrayList<>();
        turns.streams().forEach(stream -> channels.add(ChannelStatistics.of(stream)));
        frames.streams().forEach(stream -> channels.add(ChannelStatistics.of(stream)));
        return counters.statistics(sent, received, roundTrip, congestion, frames, channels);
    }
}
