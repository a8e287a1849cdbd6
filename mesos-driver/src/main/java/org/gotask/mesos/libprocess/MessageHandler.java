package org.gotask.mesos.libprocess;

import com.google.protobuf.ByteString;
import java.util.Optional;

/** What a process does with the messages that arrive for it. */
@FunctionalInterface
public interface MessageHandler {

    /**
     * Takes one message. Called on the thread of the connection that brought it: the messages of one connection come in
     * order, those of several at the same time. The next message of the connection waits for the return. The sender was
     * answered before and learns nothing of what happens here; an exception is logged. Closing the messenger interrupts
     * a handler that still runs.
     *
     * @param from the sender; empty if it named none that can be read
     * @param name the full protobuf name of the message, for example {@code mesos.internal.PingSlaveMessage}
     * @param body the serialised message, not looked at yet
     */
    void message(Optional<Upid> from, String name, ByteString body);
}
