package org.gotask.link;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.gotask.TaskMsg;
import org.jspecify.annotations.Nullable;

/**
 * Takes the frames in order, joins messages and watches that the other end keeps to what it was granted. For one thread.
 */
final class FrameReceiver implements FrameHandler {

    /** An end that opens more at a time is out of its mind; each takes memory here. */
    private static final int MAX_STREAMS = 1 << 16;

    private final LinkSettings settings;
    private final SendTurns turns;
    private final EngineEvents events;
    private final Consumer<String> violation;
    private final Map<Long, InStream> streams = new HashMap<>();
    private long lastId;
    private boolean violated;
    private long messages;
    private long contentBytes;

    /** @param violation hears once what the other end did that it must not */
    FrameReceiver(LinkSettings settings, SendTurns turns, EngineEvents events, Consumer<String> violation) {
        this.settings = settings;
        this.turns = turns;
        this.events = events;
        this.violation = violation;
    }

    Collection<InStream> streams() {
        return streams.values();
    }

    long messages() {
        return messages;
    }

    long contentBytes() {
        return contentBytes;
    }

    /** What is read was taken by the reader, or by nobody. */
    void taken(InStream stream, long cost) {
        if (stream.taken(cost)) {
            turns.ready(stream);
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
        InStream stream = new InStream(id, taskName, settings.creditBytes());
        streams.put(id, stream);
        if (!events.opened(stream)) {
            stream.discard();
            events.dropped("messages for a task that does not run here: task=" + taskName);
        }
        if (stream.isGrantWorth()) {
            turns.ready(stream);
        }
    }

    @Override
    public void whole(long id, byte[] bytes, int offset, int length) {
        InStream stream = begins(id, length);
        if (stream != null) {
            deliver(stream, TaskMsg.of(stream.taskName, bytes, offset, length));
        }
    }

    @Override
    public void begin(long id, int total, byte[] bytes, int offset, int length) {
        InStream stream = begins(id, total);
        if (stream != null) {
            stream.begin(total);
            add(stream, bytes, offset, length);
        }
    }

    @Override
    public void more(long id, byte[] bytes, int offset, int length) {
        InStream stream = find(id);
        if (stream == null) {
            return;
        }
        if (stream.misses(length)) {
            add(stream, bytes, offset, length);
        } else {
            violate("a part of " + length + " bytes belongs to no message of task " + stream.taskName);
        }
    }

    private @Nullable InStream begins(long id, int size) {
        InStream stream = find(id);
        if (stream == null) {
            return null;
        }
        if (size > settings.maxMessageBytes()) {
            violate("message too large: task=" + stream.taskName + ", sizeBytes=" + size + ", maxBytes="
                    + settings.maxMessageBytes() + "; both ends must have the same maximum");
            return null;
        }
        if (!stream.arrives(size)) {
            violate("a message of task " + stream.taskName + " comes out of turn or without credit");
            return null;
        }
        return stream;
    }

    private void add(InStream stream, byte[] bytes, int offset, int length) {
        TaskMsg joined = stream.add(bytes, offset, length);
        if (joined != null) {
            deliver(stream, joined);
        }
    }

    private void deliver(InStream stream, TaskMsg message) {
        messages++;
        contentBytes += message.sizeBytes();
        stream.delivered(message);
        if (stream.isDiscarded()) {
            taken(stream, LinkSettings.cost(message.sizeBytes()));
        } else {
            events.message(stream, message);
        }
    }

    @Override
    public void credit(long id, long limit) {
        if (violated) {
            return;
        }
        OutStream stream = turns.find(id);
        if (stream != null) {
            stream.grant(limit);
            turns.ready(stream);
        } else if (id > turns.lastId()) {
            violate("it grants credit to stream " + id + ", which was never opened");
        }
    }

    @Override
    public void end(long id) {
        InStream stream = find(id);
        if (stream != null && stream.isWithinMessage()) {
            violate("stream of task " + stream.taskName + " ends within a message");
        } else if (stream != null) {
            over(stream);
            if (!stream.isDiscarded()) {
                events.ended(stream);
            }
        }
    }

    @Override
    public void fail(long id) {
        InStream stream = find(id);
        if (stream != null) {
            over(stream);
            if (!stream.isDiscarded()) {
                events.failed(stream);
            }
        }
    }

    private void over(InStream stream) {
        stream.over();
        streams.remove(stream.id);
    }

    private @Nullable InStream find(long id) {
        if (violated) {
            return null;
        }
        InStream stream = streams.get(id);
        if (stream == null) {
            violate("it sends on stream " + id + ", which is not open");
        }
        return stream;
    }

    private void violate(String what) {
        if (!violated) {
            violated = true;
            violation.accept(what);
        }
    }
}
