package org.gotask.link.protocol;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.gotask.TaskMsg;
import org.gotask.link.wire.FrameHandler;
import org.jspecify.annotations.Nullable;

/** Handles the frames in order, joins messages and enforces the credit of the other end. Not thread-safe. */
final class ReceiveStreams implements FrameHandler {

    /** The limit for open streams, each of which takes memory; more count as an attack. */
    private static final int MAX_STREAMS = 1 << 16;

    private final String peerName;
    private final LinkSettings settings;
    private final DeficitRoundRobin scheduler;
    private final EngineEvents events;
    private final Consumer<String> onViolation;
    private final Map<Long, ReceiveStream> streams = new HashMap<>();
    private long lastId;
    private boolean violated;
    private long messages;
    private long contentBytes;

    /**
     * @param onViolation receives the first violation of the protocol by the other end; nothing is handled afterwards
     */
    ReceiveStreams(
            String peerName,
            LinkSettings settings,
            DeficitRoundRobin scheduler,
            EngineEvents events,
            Consumer<String> onViolation) {
        this.peerName = peerName;
        this.settings = settings;
        this.scheduler = scheduler;
        this.events = events;
        this.onViolation = onViolation;
    }

    Collection<ReceiveStream> all() {
        return streams.values();
    }

    long messages() {
        return messages;
    }

    long contentBytes() {
        return contentBytes;
    }

    /** The reader has taken messages of this cost. */
    void taken(ReceiveStream stream, long cost) {
        if (stream.taken(cost)) {
            scheduler.grantDue(stream);
        }
    }

    /** Discards the waiting and future messages of a stream, which count as taken. */
    void discard(ReceiveStream stream) {
        if (!stream.isDiscarded()) {
            stream.listen(null);
            stream.dropContent();
            lend(stream);
            taken(stream, stream.waitingCost() - stream.joiningCost());
        }
    }

    /** Grants the credit that the stream's current message waits for, if any. */
    void lend(ReceiveStream stream) {
        if (stream.lend()) {
            scheduler.grantDue(stream);
        }
    }

    @Override
    public void open(long id, String taskName) {
        if (violated) {
            return;
        }
        if (id <= lastId || streams.size() >= MAX_STREAMS) {
            violate("it opens stream " + id + " after " + lastId + ", with " + streams.size() + " open");
            return;
        }
        lastId = id;
        ReceiveStream stream = new ReceiveStream(id, taskName, settings.creditBytes());
        streams.put(id, stream);
        stream.listen(events.opened(stream));
        if (stream.isDiscarded()) {
            events.dropped("messages for a task that does not run here: task=" + taskName + ", from=" + peerName);
        }
        if (stream.isGrantWorth()) {
            scheduler.grantDue(stream);
        }
    }

    @Override
    public void whole(long id, byte[] bytes, int offset, int length) {
        ReceiveStream stream = find(id);
        if (stream == null || !isWithinMaximum(stream, length)) {
            return;
        }
        if (stream.arrives(length)) {
            deliver(stream, TaskMsg.of(stream.taskName(), bytes, offset, length));
        } else {
            violateCredit(stream);
        }
    }

    @Override
    public void begin(long id, int total, byte[] bytes, int offset, int length) {
        ReceiveStream stream = find(id);
        if (stream == null || !isWithinMaximum(stream, total)) {
            return;
        }
        if (!stream.begins(total, length)) {
            violateCredit(stream);
            return;
        }
        add(stream, bytes, offset, length);
        ReceiveStream.Listener listener = stream.listener();
        if (stream.wantsMore() && (listener == null || listener.wants(stream.missingCredit()))) {
            lend(stream);
        }
    }

    @Override
    public void more(long id, byte[] bytes, int offset, int length) {
        ReceiveStream stream = find(id);
        if (stream == null) {
            return;
        }
        if (stream.continues(length)) {
            add(stream, bytes, offset, length);
        } else {
            violate("a part of " + length + " bytes belongs to no message of task " + stream.taskName()
                    + ", or arrives without credit");
        }
    }

    private boolean isWithinMaximum(ReceiveStream stream, int size) {
        if (size > settings.maxMessageBytes()) {
            violate("message too large: task=" + stream.taskName() + ", sizeBytes=" + size + ", maxBytes="
                    + settings.maxMessageBytes() + "; both ends must have the same maximum");
            return false;
        }
        return true;
    }

    private void violateCredit(ReceiveStream stream) {
        violate("a message of task " + stream.taskName() + " arrives out of turn or without credit");
    }

    private void add(ReceiveStream stream, byte[] bytes, int offset, int length) {
        if (stream.isDiscarded()) {
            stream.skip(length).ifPresent(size -> {
                count(stream, size);
                taken(stream, LinkSettings.cost(size));
            });
            return;
        }
        TaskMsg joined = stream.add(bytes, offset, length);
        if (joined != null) {
            deliver(stream, joined);
        }
    }

    private void count(ReceiveStream stream, int sizeBytes) {
        messages++;
        contentBytes += sizeBytes;
        stream.delivered(sizeBytes);
    }

    private void deliver(ReceiveStream stream, TaskMsg message) {
        count(stream, message.sizeBytes());
        ReceiveStream.Listener listener = stream.listener();
        if (listener == null) {
            taken(stream, LinkSettings.cost(message.sizeBytes()));
        } else {
            listener.message(message);
        }
    }

    @Override
    public void credit(long id, long limit) {
        if (violated) {
            return;
        }
        SendStream stream = scheduler.find(id);
        if (stream != null) {
            stream.grant(limit);
            scheduler.ready(stream);
        } else if (id > scheduler.lastId()) {
            violate("it grants credit to stream " + id + ", which was never opened");
        }
    }

    @Override
    public void end(long id) {
        ReceiveStream stream = find(id);
        if (stream != null && stream.isWithinMessage()) {
            violate("stream of task " + stream.taskName() + " ends within a message");
        } else if (stream != null) {
            close(stream);
            ReceiveStream.Listener listener = stream.listener();
            if (listener != null) {
                listener.ended();
            }
        }
    }

    @Override
    public void fail(long id) {
        ReceiveStream stream = find(id);
        if (stream != null) {
            close(stream);
            ReceiveStream.Listener listener = stream.listener();
            if (listener != null) {
                listener.failed();
            }
        }
    }

    private void close(ReceiveStream stream) {
        stream.over();
        streams.remove(stream.id);
    }

    private @Nullable ReceiveStream find(long id) {
        if (violated) {
            return null;
        }
        ReceiveStream stream = streams.get(id);
        if (stream == null) {
            violate("it sends on stream " + id + ", which is not open");
        }
        return stream;
    }

    private void violate(String what) {
        if (!violated) {
            violated = true;
            onViolation.accept(what);
        }
    }
}
