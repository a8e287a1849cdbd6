package org.gotask.link.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Receives the events of a {@link LinkEngine}, on the thread that uses the engine. Must not block or call the engine.
 */
public interface EngineEvents {

    /**
     * The other end has opened a stream.
     *
     * @return receives the stream's messages; null if the task is not open here, and then the messages are discarded
     */
    ReceiveStream.@Nullable Listener opened(ReceiveStream stream);

    /** A datagram was dropped, or a stream discarded; the text names it and the reason in one line. */
    void dropped(String what);

    /** The link has failed; the last event. */
    void broken(String reason);
}
