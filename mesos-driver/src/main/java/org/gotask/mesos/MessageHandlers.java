package org.gotask.mesos;

import com.google.protobuf.Message;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.gotask.mesos.libprocess.Upid;

/** Where a state machine says which messages it wants. */
interface MessageHandlers {

    /** Handles messages of this type on the event loop. The sender is numeric; empty if the message names none. */
    <M extends Message> void on(M prototype, BiConsumer<Optional<Upid>, M> handler);
}
