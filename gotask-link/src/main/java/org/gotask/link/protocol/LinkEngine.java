package org.gotask.link.protocol;

import java.util.ArrayList;
import java.util.List;
import org.gotask.TaskMsg;
import org.gotask.link.wire.Acknowledgement;
import org.gotask.link.wire.DatagramHeader;
import org.gotask.link.wire.DatagramReader;
import org.gotask.link.wire.DatagramWriter;
import org.gotask.link.wire.FrameHandler;
import org.gotask.link.wire.MalformedDatagramException;
import org.gotask.link.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * One end of a reliable link: turns messages into datagrams that may be lost, duplicated, delayed and reordered, and
 * back into the same messages, exactly once and in order. A pure state machine without threads, locks and clock: each
 * call names the time, in nanoseconds from 0 on. Not thread-safe.
 *
 * <p><b>Epochs.</b> Only a hello is sent to an end whose epoch is not known, and a datagram that does not name this
 * end's epoch is dropped. Datagrams from or to an earlier end therefore have no effect. If the peer is replaced, its
 * streams are lost and the link fails ({@link Handshake}).
 *
 * <p><b>Order.</b> Datagrams with frames are numbered, kept until they are acknowledged, and sent again when they are
 * lost ({@link SendWindow}); the other end handles their frames in the order of the numbers ({@link ReceiveWindow}).
 *
 * <p><b>Packing.</b> Frames are sent immediately while few small datagrams are under way; otherwise they wait until
 * they fill a datagram or an acknowledgement arrives. {@link DeficitRoundRobin} selects them.
 *
 * <p><b>Congestion.</b> The limit for datagrams under way is fixed. All paths run over TCP, which has congestion
 * control, and slows senders down instead of dropping datagrams.
 *
 * <p><b>Credit.</b> The receiver of a stream grants credit for as many bytes as it is ready to hold for the reader. A
 * message that exceeds the credit left begins nevertheless; its first frame names its size, and the receiver lends the
 * credit that is missing when it has the memory.
 *
 * <p><b>Progress.</b> Credit is granted by numbered frames, and so is never lost. A link fails if datagrams are under
 * way for the time limit without any acknowledgement.
 */
public final class LinkEngine {

    /** A time that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The limit for small datagrams under way; later frames are packed together. */
    private static final int MAX_SMALL = 2;

    private final String peerName;
    private final LinkSettings settings;
    private final EngineEvents events;
    private final Handshake handshake;
    private final RoundTrip roundTrip;
    private final SendWindow sent;
    private final ReceiveWindow received;
    private final DeficitRoundRobin scheduler;
    private final ReceiveStreams receiveStreams;
    private final EngineCounters counters = new EngineCounters();

    private long ackAtNanos = NEVER;
    private long bytesSinceAckRequest;
    private boolean broken;

    /**
     * Creates an end that has sent nothing.
     *
     * @param peerName names the other end in errors
     * @param epoch random, not 0
     */
    public LinkEngine(String peerName, long epoch, LinkSettings settings, EngineEvents events) {
        this.peerName = peerName;
        this.settings = settings;
        this.events = events;
        long maxRetransmitNanos = settings.maxRetransmit().toNanos();
        this.handshake = new Handshake(epoch, maxRetransmitNanos);
        this.roundTrip = new RoundTrip(settings.minRetransmit().toNanos(), maxRetransmitNanos);
        this.sent = new SendWindow(roundTrip, this::settled);
        // the other end may have a larger window, and exceed it by the last datagram
        this.received = new ReceiveWindow(2L * settings.windowBytes());
        this.scheduler = new DeficitRoundRobin(settings.datagramBytes());
        this.receiveStreams = new ReceiveStreams(
                peerName,
                settings,
                scheduler,
                events,
                what -> breakDown("the other end violates the protocol: " + what));
    }

    /** Opens a stream to the other end. */
    public SendStream open(String taskName, SendStream.Listener listener) {
        SendStream stream = scheduler.open(taskName, listener);
        scheduler.ready(stream);
        return stream;
    }

    /** Whether the stream accepts a message; if not, {@link SendStream.Listener#hasRoom} follows. */
    public boolean hasRoom(SendStream stream) {
        boolean room = stream.queuedCost() < settings.queueBytes();
        stream.awaitsRoom = !room;
        return room;
    }

    /** Queues a message. */
    public void offer(SendStream stream, TaskMsg message) {
        stream.add(message);
        scheduler.ready(stream);
    }

    /** Ends a stream: the other end learns that it is complete after its last message. */
    public void end(SendStream stream) {
        stream.end();
        scheduler.ready(stream);
    }

    /** Abandons a stream and drops its queue. */
    public void fail(SendStream stream) {
        stream.fail();
        scheduler.ready(stream);
    }

    /** The reader of a stream has taken messages of this total {@link LinkSettings#cost}. */
    public void taken(ReceiveStream stream, long cost) {
        receiveStreams.taken(stream, cost);
    }

    /** Grants a stream the credit that its listener {@link ReceiveStream.Listener#wants}. */
    public void lend(ReceiveStream stream) {
        receiveStreams.lend(stream);
    }

    /** Discards the messages of a stream, those not taken yet and those to come. */
    public void discard(ReceiveStream stream) {
        receiveStreams.discard(stream);
    }

    /** Whether the link has failed. */
    public boolean isBroken() {
        return broken;
    }

    /** Receives a datagram, whatever it contains. */
    public void receive(byte[] datagram, long now) {
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
            unreadable(String.valueOf(e.getMessage()));
            return;
        }
        switch (handshake.identify(header)) {
            case GREETING -> {}
            case STRANGER -> counters.strangers++;
            case REPLACEMENT -> {
                counters.strangers++;
                breakDown("it was restarted, and messages under way are lost");
            }
            case PEER -> {
                if (!sent.acknowledge(header.acknowledgement(), now)) {
                    unreadable("it acknowledges datagrams that were never sent");
                } else if (header.sequence() > 0) {
                    accept(header, new ReceiveWindow.Waiting(datagram, framesAt), now);
                }
            }
        }
    }

    private void unreadable(String reason) {
        counters.unreadable++;
        events.dropped("unreadable message: from=" + peerName + ", " + reason);
    }

    private void accept(DatagramHeader header, ReceiveWindow.Waiting datagram, long now) {
        boolean hadGap = received.hasGap();
        ReceiveWindow.Verdict verdict = received.arrived(header.sequence(), header.transmission(), datagram, now);
        switch (verdict) {
            case NEXT -> {
                for (ReceiveWindow.Waiting next = datagram; next != null && !broken; next = received.takeNext()) {
                    handleFrames(next);
                }
            }
            case AHEAD -> counters.early++;
            case DUPLICATE -> counters.duplicates++;
            case BEYOND -> counters.beyond++;
        }
        boolean atOnce = header.acknowledgeNow() || hadGap || verdict != ReceiveWindow.Verdict.NEXT;
        ackAtNanos =
                Math.min(ackAtNanos, atOnce ? now : now + settings.ackDelay().toNanos());
    }

    private void handleFrames(ReceiveWindow.Waiting datagram) {
        try {
            new DatagramReader(datagram.datagram()).moveTo(datagram.framesAt()).frames(receiveStreams);
        } catch (MalformedDatagramException e) {
            throw new AssertionError("validated on arrival", e);
        }
    }

    /** The next datagram to send now; null if there is none. The caller repeats the call until it returns null. */
    public byte @Nullable [] poll(long now) {
        if (broken || hasTimedOut(now)) {
            return null;
        }
        if (handshake.isAnswerDue()) {
            return control(handshake.takeGreeting(), now);
        }
        if (!handshake.isComplete()) {
            return !scheduler.isEmpty() && handshake.takeHello(now) ? control(Handshake.UNKNOWN, now) : null;
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
        return now >= ackAtNanos ? control(handshake.peerEpoch(), now) : null;
    }

    private boolean hasTimedOut(long now) {
        if (now < timeLimitNanos()) {
            return false;
        }
        breakDown("no acknowledgement for " + settings.timeLimit().toMillis() / 1000.0
                + " s, although datagrams are under way");
        return true;
    }

    private long timeLimitNanos() {
        long since = NEVER;
        if (!handshake.isComplete()) {
            since = handshake.sinceNanos();
        } else if (!sent.isEmpty()) {
            since = sent.progressNanos();
        }
        return since == NEVER ? NEVER : since + settings.timeLimit().toNanos();
    }

    /** A datagram without frames. */
    private byte[] control(long to, long now) {
        Acknowledgement acknowledgement = Acknowledgement.NOTHING;
        if (to == handshake.peerEpoch()) {
            ackAtNanos = NEVER;
            acknowledgement = received.acknowledgement(now);
        }
        counters.controls++;
        DatagramHeader header = new DatagramHeader(handshake.epoch(), to, false, 0, 0, acknowledgement);
        return counted(new DatagramWriter(header, 0).finish());
    }

    private @Nullable SentDatagram toSendAgain(long now) {
        if (sent.hasLost()) {
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
        return !scheduler.isEmpty()
                && sent.bytesHeld() < settings.windowBytes()
                && (sent.smallUnderWay() < MAX_SMALL || isFull(scheduler.pendingBytes(settings.datagramBytes())));
    }

    private boolean isFull(long bytes) {
        return bytes >= settings.datagramBytes() / 2;
    }

    private byte[] sendNew(long now) {
        long pending = scheduler.pendingBytes(settings.datagramBytes());
        boolean small = !isFull(pending);
        boolean acknowledgeNow = (small && sent.smallUnderWay() >= MAX_SMALL / 2)
                || bytesSinceAckRequest + pending >= settings.windowBytes() / 4;
        bytesSinceAckRequest = acknowledgeNow ? 0 : bytesSinceAckRequest + pending;
        long sequence = sent.nextSequence();
        int capacity = (int) Math.min(settings.datagramBytes(), pending + WireFormat.MAX_HEADER_BYTES);
        DatagramWriter writer = new DatagramWriter(header(sequence, acknowledgeNow, now), capacity);
        List<SendStream> ending = scheduler.fill(writer, this::afterTurn);
        byte[] datagram = writer.finish();
        sent.sent(new SentDatagram(sequence, datagram, writer.framesAt(), small, ending), now);
        return counted(datagram);
    }

    private DatagramHeader header(long sequence, boolean acknowledgeNow, long now) {
        ackAtNanos = NEVER;
        return new DatagramHeader(
                handshake.epoch(),
                handshake.peerEpoch(),
                acknowledgeNow,
                sequence,
                sent.nextTransmission(),
                received.acknowledgement(now));
    }

    private void afterTurn(SendStream stream) {
        long written = stream.takeUnreportedCost();
        if (written > 0) {
            stream.listener.written(written);
        }
        if (stream.awaitsRoom && stream.queuedCost() <= settings.queueBytes() / 2) {
            stream.awaitsRoom = false;
            stream.listener.hasRoom();
        }
    }

    private byte[] counted(byte[] datagram) {
        counters.datagramsSent++;
        counters.bytesSent += datagram.length;
        return datagram;
    }

    private void settled(SentDatagram datagram) {
        for (SendStream stream : datagram.ending) {
            scheduler.remove(stream);
            counters.messagesOfClosed += stream.messages();
            counters.contentOfClosed += stream.contentBytes();
            stream.listener.settled();
        }
    }

    private void breakDown(String reason) {
        if (!broken) {
            broken = true;
            events.broken("link to " + peerName + " failed: " + reason + "; last acknowledged sequence="
                    + sent.acknowledgedThrough() + ", last received sequence=" + received.cumulative());
        }
    }

    /** When to call {@link #poll} next if no other call is made before; {@code now} if a datagram can be sent. */
    public long nextDeadline(long now) {
        if (broken) {
            return NEVER;
        }
        long deadline = Math.min(timeLimitNanos(), ackAtNanos);
        if (handshake.isAnswerDue()) {
            return now;
        }
        if (!handshake.isComplete()) {
            return scheduler.isEmpty() ? deadline : Math.min(deadline, Math.max(now, handshake.helloAtNanos()));
        }
        if (maySendNew() || sent.hasLost()) {
            return now;
        }
        return Math.min(deadline, Math.min(sent.lossAtNanos(), sent.probeAtNanos()));
    }

    /** The counters and the present state. */
    public LinkStatistics statistics() {
        List<ChannelStatistics> channels = new ArrayList<>();
        scheduler.streams().forEach(stream -> channels.add(ChannelStatistics.of(stream)));
        receiveStreams.all().forEach(stream -> channels.add(ChannelStatistics.of(stream)));
        return counters.statistics(sent, received, roundTrip, receiveStreams, channels);
    }
}
