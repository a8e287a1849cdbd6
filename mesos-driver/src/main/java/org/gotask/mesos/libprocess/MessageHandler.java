package org.gotask.mesos.libprocess;

import com.google.protobuf.ByteString;
import java.util.Optional;

/** Handles the messages of a process. */
@FunctionalInterface
public interface MessageHandler {

    /**
     * Handles one message. Called on the thread of its connection: messages of one connection arrive in order, those of
     * several connections concurrently. The next message of the connection waits until this returns. The response was
     * sent before and does not depend on the handler; an exception is logged. Closing the messenger interrupts a
     * running handler.
     *
     * @param from the sender; empty if it is missing or malformed
     * @param name the full protobuf name of the message, for example {@code mesos.internal.PingSlaveMessage}
     * @param body the serialized message, not parsed
     */
    void message(Optional<Upid> from, String name, ByteString body);
}
