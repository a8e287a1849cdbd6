package org.gotask.mesos;

import com.google.protobuf.Message;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.gotask.mesos.libprocess.Upid;

/** Where a state machine says which messages it wants. */
interface MessageHandlers {

    /**
     * Handles messages of this type from one sender on the event loop; those of others are not even parsed. The sender is
     * numeric; empty if the message names none.
     */
    <M extends Message> void on(M prototype, ExpectedSender sender, BiConsumer<Optional<Upid>, M> handler);

    /**
     * Handles messages of this type on the event loop, whoever sends them. Fields that the type does not have are skipped:
     * a stranger could have them take far more memory than the message itself.
     */
    <M extends Message> void onFromAnybody(M prototype, BiConsumer<Optional<Upid>, M> handler);
}
