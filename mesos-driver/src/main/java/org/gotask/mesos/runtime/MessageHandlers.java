package org.gotask.mesos.runtime;

import com.google.protobuf.Message;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.gotask.mesos.libprocess.Upid;

/** Registers the message handlers of a state machine. */
public interface MessageHandlers {

    /**
     * Handles messages of this type from one sender on the event loop; those of other senders are not parsed. The
     * sender is numeric; empty if the message names none.
     */
    <M extends Message> void on(M prototype, ExpectedSender sender, BiConsumer<Optional<Upid>, M> handler);

    /**
     * Handles messages of this type from any sender on the event loop. Unknown fields are skipped, because they could
     * take far more memory than the message itself.
     */
    <M extends Message> void onFromAnybody(M prototype, BiConsumer<Optional<Upid>, M> handler);
}
